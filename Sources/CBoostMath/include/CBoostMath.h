#ifndef CBOOSTMATH_H
#define CBOOSTMATH_H

#include <stddef.h>
#include <stdint.h>

// Quantiles of distributions by Boost.Math and Sobol's sequence by Boost.Random, behind a C interface. No C++ exception leaves these functions: where a
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

/// The value that the standard normal variable stays under with `probability`, 0 < probability < 1.
double cboostmath_normal_quantile(double probability);

/// The probability that the standard normal variable stays under `value`.
double cboostmath_normal_probability(double value);

/// Sobol's sequence with the direction numbers of Joe and Kuo, 64 bits wide.
typedef struct cboostmath_sobol cboostmath_sobol;

/// NULL where there are not so many dimensions (1 … 3667) or no memory. The caller destroys it.
cboostmath_sobol *cboostmath_sobol_create(size_t dimensions);

/// Writes the coordinates of a point, one a dimension, each in 2^64ths; point 0 is all zeros. 1 on success.
int cboostmath_sobol_point(cboostmath_sobol *sequence, uint64_t index, uint64_t *coordinates);

void cboostmath_sobol_destroy(cboostmath_sobol *sequence);

#ifdef __cplusplus
}
#endif

#endif
