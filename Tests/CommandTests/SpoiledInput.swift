import XCTest

extension XCTestCase {
    /// Makes something of the small country wrong, runs, and expects a status and texts on standard error.
    func expect(
        _ status: Int32, _ texts: [String], of arguments: [String] = ["run", "scenario.yaml", "--output", "result"],
        file: StaticString = #filePath, line: UInt = #line, after spoil: (Program) throws -> Void
    ) throws {
        let program = try Program()
        try SmallCountry.write(to: program)
        try spoil(program)
        let before = try program.content()
        let process = try program.run(list: arguments)
        XCTAssertEqual(process.status, status, process.errors, file: file, line: line)
        for text in texts {
            XCTAssertTrue(process.errors.contains(text), "\(text)\n\(process.errors)", file: file, line: line)
        }
        XCTAssertEqual(try program.content(), before, "nothing is written", file: file, line: line)
    }
}
