import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InputError
from assistant.jurisdictions import (
    PlaceKind,
    codes,
    find_jurisdictions,
    is_known,
    name,
    parse_jurisdiction,
    province_of_abbreviation,
)


def found(text: str) -> list[tuple[str, str]]:
    return [(mention.code, mention.surface) for mention in find_jurisdictions(text)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CN", "CN"),
        ("cn-gd", "CN-GD"),
        ("CN_GD", "CN-GD"),
        ("广东", "CN-GD"),
        ("广东省", "CN-GD"),
        ("Guangdong", "CN-GD"),
        ("guangdong province", "CN-GD"),
        ("深圳", "CN-GD"),
        ("深圳市", "CN-GD"),
        ("内蒙古", "CN-NM"),
        ("Inner Mongolia", "CN-NM"),
        ("us", "US"),
        ("USA", "US"),
        ("the United States", "US"),
        ("加州", "US"),
        ("Texas", "US"),
        ("uk", "GB"),
        ("Deutschland", "DE"),
        ("bayern", "DE"),
        ("Baden-Württemberg", "DE"),
        ("欧盟", "EU"),
        ("ＣＮ", "CN"),
        ("International", "INT"),
    ],
)
def test_code_or_name_in_three_languages(text: str, code: str) -> None:
    assert parse_jurisdiction(text) == code


def test_unknown_name_offers_close_ones() -> None:
    with pytest.raises(InputError, match=r"Guandong.*Guangdong \(CN-GD\)"):
        parse_jurisdiction("Guandong")


def test_unknown_short_chinese_name_offers_close_ones() -> None:
    with pytest.raises(InputError, match="广东"):
        parse_jurisdiction("广冬")


@pytest.mark.parametrize("text", ["Georgia", "", "   ", "Taizhou"])
def test_ambiguous_or_empty_name_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_jurisdiction(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("上海南部与海南", [("CN-SH", "上海"), ("CN-HI", "海南")], id="a name inside two others"),
        pytest.param("发展中国家的中国企业", [("CN", "中国")], id="developing countries"),
        pytest.param("其中国有企业占三成", [], id="among them, state-owned"),
        pytest.param("食品安全国家标准", [], id="national standard"),
        pytest.param("隆重庆祝建市，重庆", [("CN-CQ", "重庆")], id="solemnly celebrate"),
        pytest.param("珠江西岸与江西", [("CN-JX", "江西")], id="west bank of the Pearl River"),
        pytest.param("重大连接工程在大连开工", [("CN-LN", "大连")], id="major connection"),
        pytest.param("确保定期报告", [], id="ensure regular"),
        pytest.param(
            "河南省新乡市的创新乡村", [("CN-HA", "河南省"), ("CN-HA", "新乡市")], id="city after its province"
        ),
        pytest.param("上海市场活跃", [("CN-SH", "上海")], id="the market of Shanghai"),
        pytest.param("中美比较", [("CN", "中美"), ("US", "中美")], id="two countries in two characters"),
        pytest.param("集中美化环境", [], id="concentrate and beautify"),
        pytest.param("美方与我国", [("US", "美方"), ("CN", "我国")], id="the American side and our country"),
        pytest.param("美国国务院", [("US", "美国国务院")], id="US State Department"),
        pytest.param("US的芯片法案和德国", [("US", "US"), ("DE", "德国")], id="Latin beside Chinese"),
        pytest.param("join us in the US", [("US", "US")], id="pronoun and country"),
        pytest.param(
            "China’s and Germany's EU policy", [("CN", "China"), ("DE", "Germany"), ("EU", "EU")], id="genitives"
        ),
        pytest.param("New Mexico, Mexico", [("US", "New Mexico"), ("MX", "Mexico")], id="longest English name"),
        pytest.param("North American industry", [], id="a continent"),
        pytest.param("Indian tribes of Indiana", [("US", "Indiana")], id="not India"),
        pytest.param("deutschen Mittelstand stärken", [("DE", "deutschen")], id="German adjective"),
        pytest.param("international cooperation", [], id="international is no place in a text"),
        pytest.param("Xi’an", [("CN-SN", "Xi’an")], id="typographic apostrophe"),
    ],
)
def test_places_in_running_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_region_names_all_its_members_over_the_same_characters() -> None:
    mentions = find_jurisdictions("京津冀协同")
    assert [mention.code for mention in mentions] == ["CN-BJ", "CN-TJ", "CN-HE"]
    assert {(mention.start, mention.end, mention.kind) for mention in mentions} == {(0, 3, PlaceKind.REGION)}


def test_kind_tells_city_from_province() -> None:
    assert [mention.kind for mention in find_jurisdictions("江苏省无锡市")] == [PlaceKind.PROVINCE, PlaceKind.CITY]


def test_every_code_has_names_and_is_found_by_them() -> None:
    for code in codes():
        for language in ("zh", "en", "de"):
            assert parse_jurisdiction(name(code, language)) == code
    assert sum(code.startswith("CN-") for code in codes()) == 34


def test_names_by_language() -> None:
    assert name("CN-GD", "zh") == "广东省"
    assert name("DE", "de") == "Deutschland"
    assert name("DE", "fr") == "Germany"
    assert name("XX") == "XX"
    assert is_known("CN-GD")
    assert not is_known("cn-gd")


def test_abbreviations_of_document_numbers() -> None:
    assert [province_of_abbreviation(character) for character in "粤苏豫国"] == ["CN-GD", "CN-JS", "CN-HA", None]


@given(st.text(alphabet=st.sampled_from("中国美上海南京河北大连重庆市省US uEn ’'ßİab。"), max_size=40))
def test_mentions_are_slices_in_order_that_do_not_overlap(text: str) -> None:
    previous = (0, 0)
    for mention in find_jurisdictions(text):
        assert text[mention.start : mention.end] == mention.surface
        assert is_known(mention.code)
        assert mention.start >= previous[1] or (mention.start, mention.end) == previous
        previous = (mention.start, mention.end)


@pytest.mark.parametrize(
    ("typed", "held", "proposed"),
    [
        ("Guangdnog", (), "Did you mean Guangdong (CN-GD)?"),
        ("广冻", (), "Did you mean 广东 (CN-GD)?"),
        ("Shaanix", ("CN-SX",), "Did you mean Shanxi (CN-SX), Shaanxi (CN-SN)?"),
        ("Atlantis", ("DE", "CN-GD"), "The library holds texts of Guangdong (CN-GD), Germany (DE)."),
        ("Atlantis", (), "'Atlantis'. Use a code"),
    ],
)
def test_names_that_may_be_typed_are_proposed_those_of_the_library_first(
    typed: str, held: tuple[str, ...], proposed: str
) -> None:
    with pytest.raises(InputError, match=re.escape(proposed)):
        parse_jurisdiction(typed, held)
