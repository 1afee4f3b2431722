#include "CBoostMath.h"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <cmath>
#include <limits>

namespace {

using namespace boost::math::policies;

// Whole numbers are the least that reach the probability; numbers are not widened to long double, which differs
// between processors.
using Policy = policy<discrete_quantile<integer_round_up>, promote_double<false>>;

template <typename Body> double or_not_a_number(Body body) noexcept {
    try {
        return body();
    } catch (...) {
        return std::numeric_limits<double>::quiet_NaN();
    }
}

} // namespace

double cboostmath_student_quantile(double probability, double degrees_of_freedom) {
    return or_not_a_number([&] {
        return quantile(boost::math::students_t_distribution<double, Policy>(degrees_of_freedom), probability);
    });
}

double cboostmath_poisson_quantile(double probability, double mean) {
    return or_not_a_number(
        [&] { return quantile(boost::math::poisson_distribution<double, Policy>(mean), probability); });
}

double cboostmath_binomial_quantile(double probability, double trials, double success) {
    return or_not_a_number([&] {
        return quantile(boost::math::binomial_distribution<double, Policy>(trials, success), probability);
    });
}
