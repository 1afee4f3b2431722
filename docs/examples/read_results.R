# Opens the results of a batch with DBI and RSQLite.
#
#   Rscript docs/examples/read_results.R results/grid
library(DBI)

folder <- commandArgs(trailingOnly = TRUE)[1]
database <- dbConnect(RSQLite::SQLite(), file.path(folder, "results.sqlite"), flags = RSQLite::SQLITE_RO)

# One row a run and figure.
values <- dbGetQuery(database, "SELECT run, figure, value FROM results")
factors <- dbGetQuery(
  database, "SELECT run, name AS factor, value FROM factor_values JOIN factors USING (factor)")
runs <- dbGetQuery(database, "SELECT count(*) AS runs, count(problem) AS without FROM runs")
cat(sprintf("%d runs, %d without figures\n", runs$runs, runs$without))

# Spread of every figure over the runs.
spread <- aggregate(value ~ figure, values, function(x) quantile(x, c(0.025, 0.5, 0.975)))
print(spread)

# The mean of the first figure at each value of the first factor.
if (nrow(factors) > 0) {
  figure <- values$figure[1]
  factor <- factors$factor[1]
  both <- merge(values[values$figure == figure, ], factors[factors$factor == factor, ], by = "run")
  print(aggregate(value.x ~ value.y, both, mean))
}

dbDisconnect(database)
