"""Settings files and variables -> settings, or a sentence that names the key at fault."""

from pathlib import Path

import pytest

from assistant.config import Settings, load_settings
from assistant.errors import ConfigurationError


def write(folder: Path, text: str) -> Path:
    file = folder / "assistant.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings(environment={}) == Settings()


def test_the_file_of_the_working_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, '[index]\nname = "provinces"\n')
    monkeypatch.chdir(tmp_path)
    assert load_settings(environment={}).index.name == "provinces"


def test_a_variable_outranks_the_file_and_leaves_its_other_keys(tmp_path: Path) -> None:
    file = write(tmp_path, '[index]\nname = "provinces"\nfolder = "there"\n')
    settings = load_settings(file, {"ASSISTANT_INDEX__NAME": "cities"})
    assert (settings.index.name, settings.index.folder) == ("cities", Path("there"))


@pytest.mark.parametrize(
    ("variable", "value", "section", "key", "expected"),
    [
        pytest.param("ASSISTANT_WEB__PORT", "8080", "web", "port", 8080, id="integer"),
        pytest.param("ASSISTANT_INGEST__OCR", "no", "ingest", "ocr", False, id="boolean"),
        pytest.param(
            "ASSISTANT_EMBEDDING__CACHE", "/var/cache/x", "embedding", "cache", Path("/var/cache/x"), id="path"
        ),
        pytest.param(
            "ASSISTANT_LLM__BASE_URL", "http://127.0.0.1:1/v1", "llm", "base_url", "http://127.0.0.1:1/v1", id="text"
        ),
    ],
)
def test_variables_become_the_type_of_their_setting(
    tmp_path: Path, variable: str, value: str, section: str, key: str, expected: object
) -> None:
    settings = load_settings(write(tmp_path, ""), {variable: value})
    assert getattr(getattr(settings, section), key) == expected


def test_a_path_may_begin_with_the_home_folder(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, '[index]\nfolder = "~/indexes"\n'), {})
    assert settings.index.folder == Path.home() / "indexes"


def test_variables_of_other_programs_are_passed_over(tmp_path: Path) -> None:
    assert load_settings(write(tmp_path, ""), {"ASSISTANT_HOME": "/x", "WEB__PORT": "1"}) == Settings()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("[indexes]\nname = 'x'\n", "indexes", id="unknown section"),
        pytest.param("[index]\nnmae = 'x'\n", "index.nmae", id="unknown key"),
        pytest.param("[web]\nport = 'many'\n", "web.port", id="word for a number"),
        pytest.param("[web]\nport = true\n", "web.port", id="boolean for a number"),
        pytest.param("[ingest]\nocr = 'perhaps'\n", "ingest.ocr", id="word for a boolean"),
        pytest.param("[index]\nname = 3\n", "index.name", id="number for a text"),
        pytest.param("name = 'x'\n", "name", id="key outside a section"),
        pytest.param("[index\n", "not valid TOML", id="broken file"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(ConfigurationError, match=named):
        load_settings(write(tmp_path, text), {})


def test_an_unknown_variable_is_named() -> None:
    with pytest.raises(ConfigurationError, match=r"index\.nmae"):
        load_settings(None, {"ASSISTANT_INDEX__NMAE": "x"})


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"absent\.toml"):
        load_settings(tmp_path / "absent.toml", {})


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / "assistant.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match="not valid TOML"):
        load_settings(file, {})


def test_a_folder_is_no_settings_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_settings(tmp_path, {})
