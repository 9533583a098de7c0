"""Plans to compare, written for the tests: a nation's, a province's that implements it, a city's."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from cetu.corpus.plan import Plan
from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.extract.extraction import Extraction
from cetu.queries.alignment.aligning import align
from cetu.queries.alignment.paper import Paper, read_paper
from cetu.queries.alignment.rows import Alignment

Read = tuple[Plan, Extraction]
Write = Callable[..., Read]
NATION = """国务院关于加快氢能产业发展的意见（2021—2030年）

一、总体目标

到2025年，单位国内生产总值能源消耗比2020年下降13.5%，非化石能源消费比重达到20%左右，新型储能装机容量达到3000万千瓦以上，\
建成加氢站1000座。到2030年，非化石能源消费比重达到25%左右。

二、重点任务

（一）强化氢能技术攻关。攻克质子交换膜燃料电池、固体氧化物电解制氢、管道输氢技术等关键技术，研发七十兆帕车载储氢瓶。\
（科技部牵头，工业和信息化部配合）

（二）建设加氢基础设施。统筹规划加氢站布局，在2025年底前建成覆盖重点城市群的加氢网络，建设液氢储运示范工程。（国家能源局负责）

（三）开展国际标准合作。参与国际氢能标准制定，推动标准互认。
"""
PROVINCE = """辽宁省氢能产业发展实施方案（2022—2030年）

依据《国务院关于加快氢能产业发展的意见》，制定本方案。

一、总体目标

到2025年，单位地区生产总值能耗比2020年下降14.5%，非化石能源消费比重达到13.7%左右，新型储能装机达到100万千瓦以上，\
森林覆盖率达到42.5%。到2030年，二氧化碳排放强度完成国家下达指标。

二、主要任务

（一）开展氢能技术研究。研究质子交换膜燃料电池、碱性电解水制氢等技术，推广管道输氢技术。（省科技厅牵头，省工业和信息化厅配合）

（二）推动加氢设施布局。在大连、沈阳布局加氢站，在2024年底前建成覆盖沈大两市的加氢网络。（省住房城乡建设厅负责）

（三）发展菱镁精深加工。开发菱镁矿煅烧技术。
"""


@pytest.fixture(scope="session")
def shipped() -> Read:
    """The plan that ships."""
    plan = read_plan(Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt"))))
    return plan, extract(plan)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a plan's text to a file and read it."""

    def written(text: str, name: str = "plan") -> Read:
        path = tmp_path / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        plan = read_plan(path)
        return plan, extract(plan)

    return written


@pytest.fixture
def nation(write: Write) -> Read:
    return write(NATION, "nation")


@pytest.fixture
def province(write: Write) -> Read:
    return write(PROVINCE, "province")


@pytest.fixture
def paper(write: Write) -> Callable[..., Paper]:
    """A plan's text as it is compared."""
    return lambda text, name="plan": read_paper(*write(text, name))


@pytest.fixture
def alignment(nation: Read, province: Read) -> Alignment:
    """The province against the nation."""
    return align(nation, province)
