#include "CBoostMath.h"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/random/sobol.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <new>

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

double cboostmath_normal_quantile(double probability) {
    return or_not_a_number([&] { return quantile(boost::math::normal_distribution<double, Policy>(), probability); });
}

double cboostmath_normal_probability(double value) {
    return or_not_a_number([&] { return cdf(boost::math::normal_distribution<double, Policy>(), value); });
}

struct cboostmath_sobol {
    boost::random::sobol engine;
    std::size_t dimensions;
};

cboostmath_sobol *cboostmath_sobol_create(size_t dimensions) {
    try {
        return new cboostmath_sobol{boost::random::sobol(dimensions), dimensions};
    } catch (...) {
        return nullptr;
    }
}

int cboostmath_sobol_point(cboostmath_sobol *sequence, uint64_t index, uint64_t *coordinates) {
    try {
        // The engine leaves out the point of zeros, which is number 0 here.
        if (index == 0) {
            for (std::size_t dimension = 0; dimension < sequence->dimensions; ++dimension) coordinates[dimension] = 0;
            return 1;
        }
        sequence->engine.seed(index - 1);
        for (std::size_t dimension = 0; dimension < sequence->dimensions; ++dimension)
            coordinates[dimension] = sequence->engine();
        return 1;
    } catch (...) {
        return 0;
    }
}

void cboostmath_sobol_destroy(cboostmath_sobol *sequence) { delete sequence; }
