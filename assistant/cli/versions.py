"""``assistant versions``: two versions of a document -> what was added, removed and changed, word by word."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.export_options import ReportExports, check_exports, write_exports
from assistant.cli.options import AsJson, LibraryOptions, unknown_document, with_options
from assistant.cli.output import print_json, print_renderable


@with_options
def versions(
    *,
    older: Annotated[str, typer.Argument(metavar="OLDER", help="The older document.")],
    newer: Annotated[str, typer.Argument(metavar="NEWER", help="The newer document.")],
    whole: Annotated[bool, typer.Option("--whole", help="Show unchanged articles too.")] = False,
    export: ReportExports = None,
    json: AsJson = False,
    library: LibraryOptions,
) -> None:
    """Compare two versions of a regulation, or a draft and the final text, article by article."""
    check_exports(export, has_picture=False)
    with library.open() as assistant:
        held = [summary.document_id for summary in assistant.index.summaries()]
        for wanted in (older, newer):
            if wanted not in held:
                raise unknown_document(wanted, held)
        before, after = assistant.index.document(older), assistant.index.document(newer)
    from assistant.render.research_reports import versions_report
    from assistant.research.versions import compare_versions

    result = compare_versions(before, after)
    report = versions_report(result, "zh" if after.metadata.language == "zh" else "en", whole)
    if json:
        from assistant.render.research_json import versions_json

        print_json(versions_json(result, whole))
    else:
        from assistant.render.report_text import report_text

        print_renderable(report_text(report, is_with_sources=False))
    write_exports(export, report)
