"""Keys -> the words of the page in Chinese and English."""

from __future__ import annotations

from assistant.web.examples import read_examples

LANGUAGES = ("zh", "en")

TEXTS: dict[str, tuple[str, str]] = {
    # ---------------------------------------------------------------- frame
    "title": ("政策文献知识助手", "Policy document assistant"),
    "subtitle": (
        "用中文、英文或德文提问；每句回答都引自库中原文并逐字核对，库里没有的就直说没有。",
        "Ask in Chinese, English or German. Every sentence is quoted from a stored document and checked character by "
        "character; what the library does not hold, it says so.",
    ),
    "holdings": ("{documents} 份文件 · {places}", "{documents} documents · {places}"),
    "more_places": ("等 {count} 个地区", "{count} jurisdictions in all"),
    "other_language": ("English", "中文"),
    "log_out": ("退出", "Log out"),
    "tab_ask": ("提问", "Ask"),
    "tab_compare": ("比较", "Compare"),
    "tab_library": ("资料库", "Library"),
    "tab_evaluate": ("评测", "Evaluate"),
    # ---------------------------------------------------------------- ask
    "welcome": ("问一个政策问题", "Ask a question about policy"),
    "how_title": ("怎样使用", "How it works"),
    "how_1": (
        "用自己的话提问，或点一个示例。可以追问，例如“那江苏呢？”。",
        "Ask in your own words, or pick an example. Follow up with, say, “And in Jiangsu?”.",
    ),
    "how_2": (
        "回答逐句引自原文，句末的 [1] 指向这里的出处：标题、文号、发文机关、效力和上下文。",
        "Every sentence is quoted. Its [1] leads to the source, shown here: title, number, authority, status, context.",
    ),
    "how_3": (
        "“在文档中打开”直达原文位置；引注可一键复制。",
        "“Open in document” takes you to the exact place; citations can be copied.",
    ),
    "how_4": (
        "资料库回答不了的问题会明确拒答，并说明检索了什么。引用有误时请点“引用有误”。",
        "What the library cannot answer is refused, and you see what was searched. Tell us when a citation is wrong.",
    ),
    "conversation": ("对话", "Conversation"),
    "conversations": ("以往的对话", "Earlier conversations"),
    "new_conversation": ("新对话", "New conversation"),
    "delete_conversation": ("删除此对话", "Delete this conversation"),
    "question": ("问题", "Question"),
    "placeholder": (
        "例如：先进制造业集群竞赛一共进行了几轮？",
        "For example: How many clusters won the first two finals?",
    ),
    "ask": ("提问", "Ask"),
    "stop": ("停止", "Stop"),
    "narrow": ("缩小检索范围", "Narrow the search"),
    "library_choice": ("检索哪个资料库", "Library to search"),
    "library_shared": ("共享资料库", "Shared library"),
    "library_own": ("我的资料库", "My library"),
    "jurisdiction": ("地区", "Jurisdiction"),
    "instrument": ("文件类型", "Type of document"),
    "status": ("效力状态", "Status"),
    "year_from": ("起始年份", "From year"),
    "year_to": ("截止年份", "To year"),
    "any": ("不限", "any"),
    "understood": (
        "问题的理解（取消勾选可去掉某项后重新回答）",
        "How the question was read (untick one to ask again without it)",
    ),
    "chip_jurisdiction": ("地区：{value}", "place: {value}"),
    "chip_year": ("年份：{value}", "year: {value}"),
    "chip_plan": ("五年规划：{value}年起", "five-year plan from {value}"),
    "chip_number": ("文号：{value}", "number: {value}"),
    "chip_title": ("《{value}》", "title: {value}"),
    "chip_instrument": ("类型：{value}", "type: {value}"),
    "chip_only": ("只看 {value}", "only {value}"),
    "from": ("{value}年起", "from {value}"),
    "until": ("至{value}年", "up to {value}"),
    "follow_up": ("按上文理解为：{question}", "Read together with the earlier question as: {question}"),
    "thinking": ("正在检索资料库…", "Searching the library …"),
    "unfinished": ("…（尚未写完）", "… (not finished)"),
    "made_by": (
        "由{drafter}作答 · {count} 处引用逐字核对 · {seconds} 秒",
        "Written by {drafter} · {count} citations checked word by word · {seconds} s",
    ),
    "extractive": ("原文摘录（不使用语言模型）", "verbatim extraction (no language model)"),
    "model": ("语言模型 {name}", "the language model {name}"),
    "searched": ("检索范围：{scope}（{documents} 份文件）", "Searched: {scope} ({documents} documents)"),
    "rejected": ("{count} 条内容未通过核对，已略去", "{count} statements failed a check and were left out"),
    "problem": ("无法处理", "This could not be done"),
    "try": (
        "可以换一种说法、去掉限定条件，或到“资料库”页查看收录了什么。",
        "Try other words, remove a restriction, or see on the Library tab what is held.",
    ),
    # ---------------------------------------------------------------- sources
    "sources": ("引用来源", "Sources"),
    "nearest": ("最接近的段落（不构成回答）", "Nearest passages (they do not answer the question)"),
    "sources_of": ("针对：{question}", "For: {question}"),
    "fact_number": ("文号", "Number"),
    "fact_authority": ("发文机关", "Authority"),
    "fact_jurisdiction": ("地区", "Jurisdiction"),
    "fact_date": ("日期", "Date"),
    "fact_period": ("实施期", "Period"),
    "fact_language": ("语言", "Language"),
    "fact_place": ("位置", "Place"),
    "fact_status": ("效力", "Status"),
    "page": ("第{page}页", "p. {page}"),
    "official_text": ("官方原文", "Official text"),
    "open_document": ("在文档中打开", "Open in document"),
    "copy_reference": ("复制引注", "Copy citation"),
    "copy_bibtex": ("复制 BibTeX", "Copy BibTeX"),
    "queued": ("排队：第 {place} 位，共 {count} 位", "In the queue: {place} of {count}"),
    "processing": ("正在处理", "Working"),
    "copy": ("复制", "Copy"),
    "more_tabs": ("更多", "More tabs"),
    "scroll_down": ("回到底部", "Scroll down"),
    "copied": ("已复制", "Copied"),
    "wrong_citation": ("引用有误", "Wrong citation"),
    "wrong_why": ("哪里不对？（可不填）", "What is wrong with it? (optional)"),
    "send": ("提交", "Send"),
    "thanks": ("已记录，谢谢。", "Noted, thank you."),
    "not_sent": ("未能提交。", "This could not be sent."),
    "changed": ("该文档此后已更改或移除，请重新提问。", "The document has been changed or removed since; ask again."),
    # ---------------------------------------------------------------- library
    "full_text": ("全文检索", "Full-text search"),
    "full_text_hint": ("输入词语、标题或文号，按回车", "Words, a title or a number; press Enter"),
    "documents": ("文件", "Documents"),
    "documents_found": (
        "{count} 份文件；点击标题阅读全文、目录和文献信息。",
        "{count} documents. A title opens the text, its outline and its facts.",
    ),
    "documents_for": ("“{query}”：", "“{query}”: "),
    "documents_shown": ("这里是第 {first} 至 {last} 份。", "Numbers {first} to {last} are shown."),
    "previous_documents": ("上一页", "Previous"),
    "next_documents": ("下一页", "Next"),
    "column_title": ("标题", "Title"),
    "size": ("{characters} 字符 · {pages} 页", "{characters} characters · {pages} pages"),
    "remove": ("移除…", "Remove …"),
    "remove_sure": ("确认移除", "Yes, remove it"),
    "removed": ("已移除。", "Removed."),
    "manage": ("添加或移除文件", "Add or remove documents"),
    "remove_which": ("要移除的文件", "Document to remove"),
    "add_shared": (
        "文件会加入**共享资料库**，所有使用者都能检索到。同名文件会替换旧版本。",
        "Files go into the **shared library** for everybody to find. A file of the same name replaces the old one.",
    ),
    "add_own": (
        "文件会加入**您自己的资料库**，只有您能检索到。同名文件会替换旧版本。",
        "Files go into **your own library**, which only you can search. A file of the same name replaces the old one.",
    ),
    "files": ("拖放文件到此处，或点击选择", "Drop files here, or click to choose"),
    "add": ("添加到资料库", "Add to the library"),
    "reading_files": ("正在阅读文件…", "Reading the files …"),
    "was_added": ("已添加", "Added"),
    "was_replaced": ("已替换", "Replaced"),
    "was_known": ("已有，未变", "Unchanged"),
    "same_as": ("与《{title}》内容相同，未重复收录", "the same text as {title}; it is not stored twice"),
    "was_not_read": ("未能读取", "Not read"),
    "recognised": ("文字识别，可信度 {sure}", "text recognition, {sure} sure"),
    "ask_shared": ("现在可以在“提问”页提问。", "You can now ask about them on the Ask tab."),
    "ask_own": (
        "在“提问”页的“缩小检索范围”中选择“我的资料库”即可提问。",
        "To ask about them, choose My library under Narrow the search.",
    ),
    "coverage": ("收录情况", "What the library covers"),
    # ---------------------------------------------------------------- compare
    "compare_how": (
        "对每个地区、年份或文件逐项提出同一个问题，检索范围互不影响；每格都有出处，找不到的会注明。",
        "Each jurisdiction, year or document is asked the same, aspect by aspect, in its own texts. Every cell cites "
        "its source or says that nothing was found.",
    ),
    "compare_by": ("比较什么", "Compare"),
    "by_jurisdiction": ("地区", "jurisdictions"),
    "by_year": ("年份", "years"),
    "by_document": ("文件", "documents"),
    "sides": ("比较对象（至少两个）", "What to compare (at least two)"),
    "aspects": ("比较哪些方面（可自行输入）", "Aspects (type your own)"),
    "aspect": ("方面", "Aspect"),
    "compare_what": ("问题", "Question"),
    "compare_question": ("产业集群政策有哪些内容？", "What are the targets and funding of industrial cluster policy?"),
    "compare_empty": ("选好比较对象和方面后点“比较”。", "Choose what to compare and the aspects, then press Compare."),
    "comparing": ("正在比较…", "Comparing …"),
    "targets_chart": ("量化目标图", "Chart of targets"),
    "reading_targets": ("正在读取量化目标…", "Reading the targets …"),
    "exports": ("下载（Excel、Word、Markdown、CSV）", "Download (Excel, Word, Markdown, CSV)"),
    "cell_not_found": ("库中有文件，但未作回答", "texts are held; they do not answer"),
    "cell_no_document": ("库中没有这方面的文件", "no such text is held"),
    # ---------------------------------------------------------------- evaluate
    "evaluate_how": (
        "上传带标准答案的问题文件（JSON Lines，每行一题），在共享资料库上运行，得到检索、引用、回答和拒答的指标与报告。"
        "读者反馈可用 `assistant feedback export` 导出为这种文件。",
        "Upload questions with known answers (JSON Lines, one a line). They are put to the shared library, and search, "
        "citations, answers and refusals are measured. `assistant feedback export` writes feedback as such a file.",
    ),
    "question_file": ("问题文件（.jsonl）", "Question file (.jsonl)"),
    "run": ("运行", "Run"),
    "running": ("正在运行…", "Running …"),
    "report": ("报告（report.html，英文）与记录", "Report (report.html) and records"),
    "evaluated": (
        "{questions} 题，其中 {answerable} 题库中有答案；{errors} 题出错。",
        "{questions} questions, {answerable} of them answerable; {errors} failed.",
    ),
    "left_out": ("{count} 行未采用", "{count} lines left out"),
    "measure": ("指标", "Measure"),
    "measure_value": ("数值", "Value"),
    "measure_interval": ("95% 置信区间", "95% interval"),
    "measure_n": ("题数", "n"),
    "measure_meaning": ("含义", "Meaning"),
    "lower_is_better": ("（越低越好）", " (lower is better)"),
    # ---------------------------------------------------------------- document page
    "text_view": ("文本", "Text"),
    "page_view": ("页面图像", "Page image"),
    "outline": ("目录", "Outline"),
    "metadata": ("文献信息", "About this document"),
    "cites": ("引用的其他文件", "Documents it refers to"),
    "close": ("关闭", "Close"),
    "no_document": ("资料库中没有该文档。", "The library holds no such document."),
    "previous_page": ("上一页", "Previous page"),
    "next_page": ("下一页", "Next page"),
}

# What the measures of an evaluation mean; in English the evaluation says it itself.
MEASURES: dict[str, str] = {
    "hit@1": "排第一的段落含标准出处",
    "hit@5": "前 5 个段落中有标准出处",
    "hit@10": "前 10 个段落中有标准出处",
    "recall@5": "前 5 个段落覆盖的标准出处比例",
    "recall@10": "前 10 个段落覆盖的标准出处比例",
    "mrr@10": "首个含标准出处的段落的名次倒数",
    "ndcg@10": "前 10 个段落的折损累计增益，相对理想排序",
    "cites_gold": "回答引用了标准出处（拒答不算）",
    "citation_precision": "回答的引用中指向标准出处的比例",
    "citation_recall": "标准出处中被引用到的比例",
    "wrong_document_rate": "引用中指向无标准出处文件的比例",
    "quote_validity": "引文确在原文原处的比例",
    "character_f1": "与中文参考答案的用字 F1",
    "character_recall": "中文参考答案的字在回答中出现的比例",
    "token_f1": "与英文或德文参考答案的用词 F1",
    "token_recall": "英文或德文参考答案的词在回答中出现的比例",
    "facts_recall": "参考答案中的数字和名称在回答中出现的比例",
    "refusal_precision": "被拒答的题中库里确无答案的比例",
    "refusal_recall": "库里无答案的题中被拒答的比例",
    "false_refusal_rate": "有答案却被拒答的比例",
    "right_decision": "该答则答、该拒则拒的比例",
    "brier": "所报作答把握与事实的平方误差",
    "refusal_f1": "拒答精确率与召回率的调和平均",
    "stability": "重复提问结果相同的比例",
    "faithfulness": "评判模型认为有依据的句子比例",
    "completeness": "评判模型认为答到的要点比例",
}

# What the script of the page says.
SCRIPT_WORDS = (
    "thanks",
    "not_sent",
    "close",
    "copy",
    "copied",
    "question",
    "more_tabs",
    "scroll_down",
    "queued",
    "processing",
)

STATUS: dict[str, tuple[str, str]] = {
    "in_force": ("有效", "in force"),
    "superseded": ("已被取代", "superseded"),
    "repealed": ("已废止", "repealed"),
    "period_ended": ("实施期已满", "period ended"),
    "draft": ("征求意见稿", "draft"),
    "unknown": ("效力未知", "status unknown"),
}

LANGUAGE_NAMES: dict[str, tuple[str, str]] = {
    "zh": ("中文", "Chinese"),
    "en": ("英文", "English"),
    "de": ("德文", "German"),
}

INSTRUMENT: dict[str, tuple[str, str]] = {
    "law": ("法律", "law"),
    "regulation": ("条例、规定", "regulation"),
    "plan": ("规划", "plan"),
    "action_plan": ("行动计划、方案", "action plan"),
    "opinion": ("意见", "opinion"),
    "notice": ("通知", "notice"),
    "measures": ("办法、措施", "measures"),
    "report": ("报告", "report"),
    "strategy": ("战略", "strategy"),
    "programme": ("计划、项目", "programme"),
    "agreement": ("协议", "agreement"),
    "list": ("名单", "list"),
    "concept": ("概念", "concept"),
    "other": ("其他", "other"),
}

# Aspects of cluster policy to start from; a reader may type others.
ASPECTS: tuple[tuple[str, str], ...] = (
    ("目标", "targets"),
    ("资金", "funding"),
    ("治理机制", "governance"),
    ("遴选标准", "selection criteria"),
    ("评估", "evaluation"),
    ("重点产业", "priority industries"),
)

RELATION: dict[str, tuple[str, str]] = {
    "implements": ("落实", "implements"),
    "supersedes": ("取代", "supersedes"),
    "superseded_by": ("被取代于", "superseded by"),
    "repeals": ("废止", "repeals"),
    "refers_to": ("引用", "refers to"),
    "translation_of": ("译自", "translation of"),
    "version_of": ("版本", "version of"),
}

# Question and the jurisdiction that must be in the library for it to make sense.
EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    language: tuple((one.question, one.place) for one in examples) for language, examples in read_examples().items()
}


def say(key: str, language: str, **values: object) -> str:
    """The words for ``key``, Chinese for ``zh`` and else English, with ``{names}`` filled in."""
    return pick(TEXTS[key], language).format(**values)


def pick(words: tuple[str, str], language: str) -> str:
    """The Chinese or the English of two."""
    return words[0] if language == "zh" else words[1]
