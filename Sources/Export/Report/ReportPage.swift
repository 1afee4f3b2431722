import Foundation
import Layers

/// A whole page: one file that needs no other and no network.
struct ReportPage {
    struct Section {
        var id: String
        var title: BilingualText
        var content: Markup
    }

    var title: BilingualText
    /// Beneath the title.
    var lead: Markup
    /// Sections without content are left out.
    var sections: [Section]
    /// What the map's script reads.
    var mapData: SummaryValue?
    var version: String
    var language: Language

    /// - Throws: what the encoder of JSON throws.
    func data() throws -> Data {
        let style = String(decoding: PackageResources.report_css, as: UTF8.self)
        let script = [
            PackageResources.numbers_js, PackageResources.language_js, PackageResources.tables_js,
            PackageResources.map_js,
        ].map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
        // Nothing but these very two, and nothing from elsewhere.
        let policy =
            "default-src 'none'; script-src '\(digest(script))'; style-src '\(digest(style))'; base-uri 'none'; "
            + "form-action 'none'"
        let shown = sections.filter { $0.content != .empty }
        let page: Markup = """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="\(verbatim: policy)"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="generator" content="maillage \(version)"/>
            <title>\(title[language])</title>
            <style>\(verbatim: style)</style>
            </head>
            <body>
            <header>
            <div><h1 data-title-fr="\(title.french)" data-title-en="\(title.english)">\(title)</h1>
            \(lead)</div>
            \(tools())
            <nav data-label-fr="Sommaire" data-label-en="Contents"><ul>\(shown.map(entry))</ul></nav>
            </header>
            <main>
            \(shown.map(markup))</main>
            \(try mapScript())<script type="module">\(verbatim: script)</script>
            </body>
            </html>
            """
        return Data(page.source.utf8)
    }

    private func entry(_ section: Section) -> Markup {
        "<li><a href=\"#\(section.id)\">\(section.title)</a></li>"
    }

    private func markup(_ section: Section) -> Markup {
        """
        <section id="\(section.id)"><h2>\(section.title)</h2>
        \(section.content)
        </section>

        """
    }

    private func tools() -> Markup {
        let languages = [(Language.french, "Français"), (.english, "English")].map { choice, name -> Markup in
            """
            <button type="button" lang="\(choice.rawValue)" data-language="\(choice.rawValue)" \
            aria-pressed="\(choice == language ? "true" : "false")">\(name)</button>
            """
        }
        let print = BilingualText("Imprimer", "Print")
        return """
            <div class="tools">\(languages)<button type="button" data-print="" data-fr="\(print.french)" \
            data-en="\(print.english)">\(print[language])</button></div>
            """
    }

    /// Within a script no tag may begin, whatever names say.
    private func mapScript() throws -> Markup {
        guard let mapData else { return .empty }
        let json = String(decoding: try mapData.data(pretty: false), as: UTF8.self)
            .replacing("<", with: "\\u003C").replacing("\u{2028}", with: "\\u2028").replacing(
                "\u{2029}", with: "\\u2029")
        return "<script type=\"application/json\" id=\"map-data\">\(verbatim: json)</script>\n"
    }
}

private func digest(_ text: String) -> String {
    var text = text
    let bytes = text.withUTF8 { sha256(UnsafeRawBufferPointer($0)) }
    return "sha256-" + Data(bytes).base64EncodedString()
}
