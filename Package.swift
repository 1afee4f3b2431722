// swift-tools-version: 6.0
import PackageDescription

// The arrows between the modules are stated once, here; Tests/ArchitectureTests compares them
// with the imports in the sources.
let package = Package(
    name: "maillage",
    products: [
        .executable(name: "maillage", targets: ["maillage"]),
        .executable(name: "maillage-bench", targets: ["maillage-bench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
    ],
    targets: [
        // System C libraries: a module map and a shim header each.
        .systemLibrary(name: "CGEOS", pkgConfig: "geos", providers: [.apt(["libgeos-dev"])]),
        .systemLibrary(name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),
        .systemLibrary(name: "CGDAL", pkgConfig: "gdal", providers: [.apt(["libgdal-dev"])]),
        .systemLibrary(name: "CCbc", pkgConfig: "cbc", providers: [.apt(["coinor-libcbc-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        // libosmium is a C++ header library: it is kept behind a small C interface.
        .target(
            name: "COsmium",
            linkerSettings: [.linkedLibrary("z"), .linkedLibrary("bz2"), .linkedLibrary("expat")]
        ),

        // Boost.Math, header files too, likewise.
        .target(name: "CBoostMath"),

        // The inner loops that need vector instructions of the processor at hand.
        .target(name: "CSweep"),

        // The files of the planner's page (Sources/MapServer/Page), embedded by the C compiler.
        .target(name: "CMapPage"),

        .target(name: "Geometry", dependencies: ["CGEOS", "CPROJ"]),
        .target(name: "Layers", dependencies: ["CGDAL", "CCrypto", "Geometry"]),
        .target(name: "Territory", dependencies: ["Geometry", "Layers"]),
        .target(name: "RoadNetwork", dependencies: ["Geometry", "Layers", "COsmium", "CSweep"]),
        .target(name: "Equity"),
        .target(name: "Statistics", dependencies: ["CBoostMath"]),
        .target(name: "Coverage", dependencies: ["Geometry", "Territory", "RoadNetwork", "Equity"]),
        .target(name: "Placement", dependencies: ["CCbc", "Statistics", "RoadNetwork", "Coverage", "Equity"]),
        .target(name: "Synthesis", dependencies: ["Geometry", "Layers", "Statistics"]),
        .target(
            name: "Simulation",
            dependencies: [
                "Geometry", "Layers", "Territory", "RoadNetwork", "Equity", "Coverage", "Statistics", "Placement",
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        .target(
            name: "Export",
            dependencies: [
                "Geometry", "Layers", "Territory", "RoadNetwork", "Coverage", "Equity", "Statistics", "Placement",
                "Simulation",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            // The style and the scripts of reports, inside the program: it needs no files beside it.
            resources: ["report.css", "numbers.js", "language.js", "tables.js", "map.js"].map {
                .embedInCode("Report/Page/\($0)")
            }
        ),
        .target(
            name: "MapServer",
            dependencies: [
                "CMapPage", "Geometry", "Layers", "Territory", "RoadNetwork", "Coverage", "Placement", "Simulation",
                "Export",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
            ],
            exclude: ["Page"]
        ),
        .executableTarget(
            name: "maillage",
            dependencies: [
                "Geometry", "Layers", "Territory", "RoadNetwork", "Coverage", "Placement", "Synthesis", "Simulation",
                "Export", "MapServer",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),

        // The search engine alone, to be measured against other libraries on the same arrays.
        .executableTarget(
            name: "maillage-bench",
            dependencies: [
                "Layers", "RoadNetwork", "Coverage", "Placement", "Simulation", "Export",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),

        .testTarget(name: "GeometryTests", dependencies: ["Geometry"]),
        .testTarget(name: "LayersTests", dependencies: ["Layers", "Geometry"]),
        .testTarget(name: "RoadNetworkTests", dependencies: ["RoadNetwork", "Layers", "Geometry"]),
        .testTarget(name: "EquityTests", dependencies: ["Equity"]),
        .testTarget(name: "StatisticsTests", dependencies: ["Statistics"]),
        .testTarget(name: "SynthesisTests", dependencies: ["Synthesis", "Geometry", "Layers", "Statistics"]),
        .testTarget(name: "TerritoryTests", dependencies: ["Territory", "Geometry", "Layers"]),
        .testTarget(
            name: "CoverageTests", dependencies: ["Coverage", "Territory", "RoadNetwork", "Equity", "Geometry"]),
        .testTarget(name: "PlacementTests", dependencies: ["Placement", "Coverage", "RoadNetwork", "Statistics"]),
        .testTarget(
            name: "SimulationTests",
            dependencies: [
                "Simulation", "Coverage", "Territory", "RoadNetwork", "Equity", "Synthesis", "Geometry", "Layers",
                "Statistics", "Placement",
            ]),
        .testTarget(
            name: "ExportTests",
            dependencies: [
                "Export", "Simulation", "Coverage", "Territory", "RoadNetwork", "Equity", "Geometry", "Layers",
            ]),
        .testTarget(
            name: "MapServerTests",
            dependencies: [
                "MapServer", "CMapPage", "Export", "Simulation", "Layers",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ]),
        // The built programs themselves, run as a user runs them.
        .testTarget(name: "CommandTests", dependencies: ["maillage", "maillage-bench"]),
        .testTarget(name: "ArchitectureTests"),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
