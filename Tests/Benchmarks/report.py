"""Tables as aligned text, as Markdown and as JSON."""
import json


def shown(value):
    """Three significant digits, in full from 100 on; words as they are."""
    if value is None:
        return "—"
    if isinstance(value, bool) or isinstance(value, str):
        return str(value)
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:#.3g}".rstrip(".")


class Table:
    """Rows under headings; notes say how they were measured."""

    def __init__(self, name, title, headings, notes=()):
        self.name, self.title, self.headings = name, title, list(headings)
        self.rows, self.notes = [], list(notes)

    def add(self, *cells):
        assert len(cells) == len(self.headings), (self.headings, cells)
        self.rows.append(list(cells))

    def text(self):
        rows = [self.headings] + [[shown(cell) for cell in row] for row in self.rows]
        widths = [max(len(row[column]) for row in rows) for column in range(len(self.headings))]
        numeric = [
            any(isinstance(row[column], (int, float)) for row in self.rows) for column in range(len(self.headings))]
        lines = [self.title]
        for row in rows:
            cells = [
                cell.rjust(width) if right else cell.ljust(width) for cell, width, right in zip(row, widths, numeric)]
            lines.append("  " + "  ".join(cells).rstrip())
        return "\n".join(lines + [f"  · {note}" for note in self.notes]) + "\n"

    def markdown(self):
        lines = [f"## {self.title}", "", "| " + " | ".join(self.headings) + " |", "|---" * len(self.headings) + "|"]
        lines += ["| " + " | ".join(shown(cell).replace("|", "\\|") for cell in row) + " |" for row in self.rows]
        return "\n".join(lines + [""] + [f"- {note}" for note in self.notes]) + "\n"

    def values(self):
        return {
            "title": self.title, "rows": [dict(zip(self.headings, row)) for row in self.rows], "notes": self.notes}


class Report:
    """Prints each table as soon as it is full, and writes all of them at the end."""

    def __init__(self, facts):
        self.facts, self.tables = facts, []
        width = max(map(len, facts))
        for name, fact in facts.items():
            print(f"{name:{width}}  {fact}")
        print(flush=True)

    def show(self, table):
        self.tables.append(table)
        print(table.text(), flush=True)

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        facts = [f"- {name}: {fact}" for name, fact in self.facts.items()]
        parts = ["# maillage, measured", "\n".join(facts) + "\n"] + [table.markdown() for table in self.tables]
        (folder / "bench.md").write_text("\n".join(parts))
        content = {"machine": self.facts, "tables": {table.name: table.values() for table in self.tables}}
        (folder / "bench.json").write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")
        print(f"Written: {folder}/bench.md and bench.json")
