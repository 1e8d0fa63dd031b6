"""The bundled corpus -> its chat page at http://127.0.0.1:7860: ``assistant serve --documents corpus/documents``."""

from pathlib import Path

from assistant.cli import main

CORPUS = Path(__file__).parent / "corpus" / "documents"

if __name__ == "__main__":
    main(["serve", "--documents", str(CORPUS)])
