# make demo    installs what is missing, builds, and runs the demonstration scenario
# make test    the same set-up, then all tests
# make bench   times and memory beside SciPy, OSRM, Valhalla and HiGHS, and of whole commands (a quarter of an hour)
# make format  the sources in one style

.PHONY: setup build demo test bench format

setup:
	@bash .ci/setup

build: setup
	swift build -c release --product maillage

demo: build
	.build/release/maillage run Scenarios/basse-normandie.yaml --output demo
	@echo
	@echo "Look into the folder demo/: open maillage.gpkg in QGIS, or the .geojson files in any map;"
	@echo "summary.json has the figures, manifest.json what they were made from."

test: setup
	swift test --disable-swift-testing

bench: build
	swift build -c release --product maillage-bench
	python3 Tests/Benchmarks/bench.py

format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests
