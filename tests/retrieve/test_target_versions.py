from assistant.domain import DocumentSummary, Metadata, PolicyDate
from assistant.retrieve.question import understand
from assistant.retrieve.target import TargetWeights, document_priors


def summary(document_id: str, issued: str, adopted: str) -> DocumentSummary:
    metadata = Metadata(
        title="甲市集群条例",
        language="zh",
        family="f",
        adopted=PolicyDate.parse(adopted),
        issued=PolicyDate.parse(issued),
    )
    return DocumentSummary(document_id, "1", metadata, 1, 1)


# The amended text still says when its first version was passed.
HELD = [summary("old", "2020-03-27", "2020-03-27"), summary("new", "2024-11-29", "2020-03-27")]


def preferred(question: str) -> str:
    priors = document_priors(understand(question), HELD, TargetWeights())
    return HELD[int(priors.argmax())].document_id


def test_the_newest_version_is_preferred_unless_the_question_names_the_year_of_another() -> None:
    assert preferred("甲市集群条例对资金有什么规定？") == "new"
    assert preferred("2020年版的甲市集群条例对资金有什么规定？") == "old"
    assert preferred("2024年修订的甲市集群条例对资金有什么规定？") == "new"


def test_a_question_about_the_text_in_force_means_the_newest() -> None:
    assert preferred("2020年通过的甲市集群条例现行有效的版本对资金有什么规定？") == "new"
