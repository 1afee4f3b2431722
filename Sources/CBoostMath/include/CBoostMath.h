#ifndef CBOOSTMATH_H
#define CBOOSTMATH_H

// Quantiles of distributions by Boost.Math, behind a C interface. No C++ exception leaves these functions: where a
// quantile is not defined they give NaN.

#ifdef __cplusplus
extern "C" {
#endif

/// The value that Student's t stays under with `probability`, 0 < probability < 1, degrees_of_freedom > 0.
double cboostmath_student_quantile(double probability, double degrees_of_freedom);

/// The least whole number that a Poisson variable of this mean (> 0) does not exceed with `probability`.
double cboostmath_poisson_quantile(double probability, double mean);

/// The least number of successes that is not exceeded with `probability`, in `trials` (≥ 0, whole) of chance
/// `success` each.
double cboostmath_binomial_quantile(double probability, double trials, double success);

#ifdef __cplusplus
}
#endif

#endif
