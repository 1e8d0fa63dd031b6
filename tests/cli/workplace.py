"""A folder with a few documents of our own and settings, and a way to run commands on it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.cli import run

DOCUMENTS = {
    "cn-gd/plan.zh.md": """---
title: 广东省示例产业集群培育方案
language: zh
jurisdiction: CN-GD
instrument: action_plan
numbers: [粤示函〔2021〕9号]
authorities: [示例厅]
issued: 2021-03-15
period: 2021-2025
status: in_force
---
# 广东省示例产业集群培育方案

## 一、目标

到2025年，广东省示例产业集群总数达到十七个。每个示例产业集群设立一名链长。

## 二、保障

省财政每年安排示例专项资金三亿元，用于示例产业集群的公共平台建设。
""",
    "cn-js/plan.zh.md": """---
title: 江苏省示例产业集群实施意见
language: zh
jurisdiction: CN-JS
instrument: opinion
issued: 2018-06
---
# 江苏省示例产业集群实施意见

江苏省重点培育二十三个示例产业集群，由省长担任领导小组组长。
""",
    "us/programme.en.md": """---
title: Sample Regional Cluster Programme
language: en
jurisdiction: US
instrument: programme
issued: 2010-09
authorities: [Sample Agency]
status: period_ended
period: 2010-2015
---
# Sample Regional Cluster Programme

## Funding

The Sample Agency funded fourteen regional clusters with 37 million dollars in 2010.
Seven agencies took part in the programme.

## Evaluation

An independent evaluation of the Sample Regional Cluster Programme was published in 2016.
""",
    "de/wettbewerb.txt": """Musterwettbewerb für Spitzencluster

Im Musterwettbewerb wurden bis 2012 in drei Runden neun Cluster ausgewählt.
Jeder Cluster erhielt bis zu 12 Millionen Euro.
""",
}


@dataclass(frozen=True, slots=True)
class Workplace:
    """A folder with documents and a settings file; its index is named ``default``."""

    folder: Path

    @property
    def documents(self) -> Path:
        """Where the documents are."""
        return self.folder / "documents"

    @property
    def settings(self) -> Path:
        """The settings file that every command is given."""
        return self.folder / "settings.toml"

    def run(self, command: str, *arguments: str) -> int:
        """Run a command in this process and return its exit code."""
        return run([command, *arguments, "--settings", str(self.settings)])


def furnish(folder: Path) -> Workplace:
    """Write documents and settings into an empty folder."""
    place = Workplace(folder)
    for name, text in DOCUMENTS.items():
        file = place.documents / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    place.settings.write_text(f"[index]\nfolder = '{folder / 'indexes'}'\n", encoding="utf-8")
    return place
