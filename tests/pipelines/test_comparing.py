"""Copies of one document: one is indexed, the others are its mirrors; and whatever happens to either, the next run sets it right."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from configs.settings import DuplicateOptions, Settings
from corpus.notation.simplified import SIMPLIFIED, TRADITIONAL
from law.duplicates import DUPLICATES_VERSION
from pipelines.session import open_session
from pipelines.stages import comparing
from storage.home import Home
from tests.faults.digests import difference, digest
from tests.faults.runs import run as run_at
from tests.pipelines.conftest import Run, statute

State = Callable[[], dict[str, tuple[str, str | None]]]

TITLE = "云岭市总工会关于做好2023年高温作业检查工作的通知"
STEPS = "".join(
    f"{who}要在高温时段{what}，发现未按规定停工、换班或者未发高温津贴的，当场登记并限期补足；逾期不改的移送监察机构处理。\n\n"
    for who, what in (
        ("建筑工地", "核对考勤与作业记录"),
        ("物流站点", "查看分拣场地的通风和饮水"),
        ("环卫作业单位", "调整清扫班次和休息点"),
        ("配送企业", "公布派单时段和单量上限"),
        ("铸造车间", "测量岗位温度并在门口公示"),
        ("露天停车场", "安排轮换和遮阳设施"),
    )
)
NOTICE = f"# {TITLE}\n\n云工发〔2023〕31号\n\n{STEPS}云岭市总工会\n\n2023年6月12日\n"
COPY = f"# 我市部署高温作业检查\n\n来源：云岭日报\n\n{STEPS}欢迎职工向工会热线反映情况。\n".replace(
    "，", ", "
)
SCRIPT = str.maketrans(
    {
        simple: old
        for simple, old in zip(
            SIMPLIFIED,
            TRADITIONAL,
            strict=True,
        )
        if simple != old
    }
)


@pytest.fixture
def official(tmp_path: Path) -> Path:
    """A source with the notice."""
    return source(tmp_path / "official", notice=NOTICE)


@pytest.fixture
def press(tmp_path: Path) -> Path:
    """A source with a newspaper's copy of it, with other words around and none of its head."""
    return source(tmp_path / "press", copy=COPY)


def source(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def mirrors(home: Home) -> dict[str, set[str]]:
    """By each file from which passages are cited the files that mirror them."""
    found: dict[str, set[str]] = {}
    with home.reading_catalog() as catalog:
        for row in catalog.passages.rows():
            named = found.setdefault(f"{row['source']['name']}/{row['source']['path']}", set())
            named |= {f"{one['name']}/{one['path']}" for one in row["mirrors"]}
    return found


def test_a_copy_on_another_site_is_a_mirror_and_answers_name_it(
    run: Run,
    home: Home,
    official: Path,
    press: Path,
    state: State,
) -> None:
    run(official, press)
    assert state() == {
        "official/notice.md": ("indexed", None),
        "press/copy.md": ("duplicate", None),
    }
    assert mirrors(home) == {"official/notice.md": {"press/copy.md"}}
    with home.reading_catalog() as catalog:
        (finding,) = catalog.passages.findings(codes=["mirror"])
    assert (finding["where"], "欢迎职工向工会热线反映情况" in finding["message"]) == (
        "copy.md",
        True,
    )


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("traditional characters", COPY.translate(SCRIPT)),
        (
            "lines of a printed page",
            f"# 高温\n\n{chr(10).join(STEPS.replace(chr(10), '')[at : at + 30] for at in range(0, 420, 30))}",
        ),
        ("slips", COPY.replace("停工", "亭工").replace("补足", "补是")),
        ("a paragraph that it lacks", COPY.replace(STEPS.split("\n\n")[2].replace("，", ", "), "")),
        ("the same bytes under another name", NOTICE),
    ],
)
def test_what_else_is_a_copy(
    run: Run,
    home: Home,
    official: Path,
    tmp_path: Path,
    what: str,
    text: str,
) -> None:
    run(official, source(tmp_path / "press", other=text))
    assert mirrors(home) == {"official/notice.md": {"press/other.md"}}


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("of another year", NOTICE.replace("2023", "2024")),
        ("with another number", NOTICE.replace("31号", "32号")),
        ("of another city", NOTICE.replace("云岭市", "青河市")),
        ("with other words each time", COPY.replace("高温时段", "工作日午间")),
        (
            "of other words",
            COPY.replace("要在高温时段", "可以").replace(
                "移送监察机构处理", "由所在街道约谈负责人并通报"
            ),
        ),
    ],
)
def test_what_is_no_copy(
    run: Run,
    home: Home,
    official: Path,
    tmp_path: Path,
    what: str,
    text: str,
) -> None:
    run(official, source(tmp_path / "press", other=text))
    assert mirrors(home) == {"official/notice.md": set(), "press/other.md": set()}


def test_a_later_version_is_no_copy_even_where_it_hides_its_date(
    run: Run,
    home: Home,
    tmp_path: Path,
) -> None:
    """One word of one article differs, and nobody says when the other text was made."""
    law = statute("云岭市高温作业条例", articles=12)
    undated = law.replace("# 云岭", "# 最新云岭").replace(
        "（2020年5月1日云岭市人民代表大会常务委员会通过）", ""
    )
    slipped = undated.replace("# 最新", "# 转载").replace("第3项另有", "第3项另存")
    later = undated.replace(
        "第七条 用人单位应当按月足额支付工资", "第七条 用人单位会同工会按月足额核发工资"
    )
    run(
        source(
            tmp_path / "laws",
            dated=law,
            later=later,
            slipped=slipped,
        )
    )
    assert mirrors(home) == {"laws/dated.md": {"laws/slipped.md"}, "laws/later.md": set()}


def test_nothing_new_costs_nothing(
    run: Run,
    home: Home,
    settings: Settings,
    official: Path,
    press: Path,
) -> None:
    run(official, press)
    report = run()
    assert (report.parsed, report.embedded, report.index_writes) == (0, 0, 0)
    with open_session(
        settings,
        home,
        "a test",
    ) as session:
        found = comparing.find_duplicates(session)
    assert (
        found.signed,
        found.compared,
        found.mirrors,
        found.changed,
    ) == (0, 0, 1, 0)


def test_nothing_new_loads_no_minhash(
    home: Home,
    run: Run,
    official: Path,
    press: Path,
) -> None:
    run(official, press)
    program = (
        "import sys; from pathlib import Path; from configs.loading import home_of, load; from pipelines.session import open_session;"
        "from pipelines.stages.comparing import find_duplicates; root = Path(sys.argv[1]); settings = load('ci', root, {});"
        "session = open_session(settings, home_of(settings, root), 'a test').__enter__(); find_duplicates(session);"
        "print([name for name in ('rensa', 'rapidfuzz') if name in sys.modules])"
    )
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            program,
            home.root,
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_one_new_document_is_signed_and_compared_with_its_candidates_alone(
    home: Home,
    settings: Settings,
    run: Run,
    official: Path,
    press: Path,
) -> None:
    run(official, press)
    source(
        press,
        again=COPY.replace("欢迎职工", "希望职工"),
        apart=f"# 工会办起技能夜校\n\n{'下班后学电工、焊工、收纳，三百人报了名。' * 9}",
    )
    seen: list[comparing.Compared] = []
    find = comparing.find_duplicates
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            comparing,
            "find_duplicates",
            lambda session: seen.append(find(session)) or seen[-1],
        )
        run()
    assert [(one.signed, one.compared, one.mirrors) for one in seen] == [(2, 2, 2)]
    assert mirrors(home)["official/notice.md"] == {"press/copy.md", "press/again.md"}


def test_when_who_stands_for_it_goes_a_mirror_takes_the_place_in_the_same_run(
    run: Run,
    home: Home,
    official: Path,
    press: Path,
    state: State,
    tmp_path: Path,
) -> None:
    source(press, second=COPY.replace("欢迎职工", "请职工"))
    run(official, press)
    (official / "notice.md").unlink()
    run(allow_deletes=True)
    assert state() == {"press/copy.md": ("indexed", None), "press/second.md": ("duplicate", None)}
    assert mirrors(home) == {"press/copy.md": {"press/second.md"}}
    run_at(tmp_path / "clean", [official, press])
    assert not difference(digest(tmp_path / "clean"), digest(home.root))


def test_a_mirror_that_is_edited_until_it_differs_is_its_own_again(
    run: Run,
    home: Home,
    official: Path,
    press: Path,
    state: State,
) -> None:
    run(official, press)
    source(
        press, copy=COPY.replace("限期补足", "在七日内补足", 1)
    )  # not yet: the other names no number there
    run()
    assert state()["press/copy.md"] == ("duplicate", None)
    source(press, copy=NOTICE.replace("31号", "32号"))
    run()
    assert state()["press/copy.md"] == ("indexed", None)
    source(press, copy=COPY)
    run()
    assert mirrors(home) == {"official/notice.md": {"press/copy.md"}}


def test_a_better_source_that_comes_later_stands_for_what_was_there(
    run: Run,
    home: Home,
    official: Path,
    press: Path,
    state: State,
    tmp_path: Path,
) -> None:
    """As in a clean build: who stands for whom does not depend on who was there first."""
    run(press)
    run(official)
    assert state() == {
        "official/notice.md": ("indexed", None),
        "press/copy.md": ("duplicate", None),
    }
    run_at(tmp_path / "clean", [official, press])
    assert not difference(digest(tmp_path / "clean"), digest(home.root))


def test_the_settings_say_whose_file_stands(
    run: Run,
    home: Home,
    settings: Settings,
    official: Path,
    press: Path,
) -> None:
    run(official, press)
    run(settings=replace(settings, duplicates=DuplicateOptions(("press",))))
    assert mirrors(home) == {"press/copy.md": {"official/notice.md"}}
    run()
    assert mirrors(home) == {"official/notice.md": {"press/copy.md"}}


def test_what_nobody_carries_any_more_is_forgotten(
    run: Run,
    home: Home,
    settings: Settings,
    official: Path,
    press: Path,
) -> None:
    run(official, press)
    (official / "notice.md").unlink()
    (press / "copy.md").unlink()
    run(allow_deletes=True)
    with home.reading_catalog() as catalog:
        assert (
            catalog.duplicates.copies(),
            catalog.duplicates.likenesses(),
            catalog.duplicates.mirrors(),
        ) == ([], [], {})
        assert catalog.duplicates.forget(DUPLICATES_VERSION) == 0


def test_a_mirror_does_nothing_to_other_laws_of_its_own(
    run: Run,
    home: Home,
    tmp_path: Path,
) -> None:
    """A decision that a site reprints repeals once, by the name of the decision."""
    law = statute("云岭市暖气条例", date="2010-05-01")
    decision = "# 云岭市人民代表大会常务委员会关于废止《云岭市暖气条例》的决定\n\n（2021年3月4日云岭市人民代表大会常务委员会通过）\n\n云岭市人民代表大会常务委员会决定：\n\n一、废止《云岭市暖气条例》。\n\n二、本决定自2021年5月1日起施行。\n"
    run(
        source(
            tmp_path / "laws",
            law=law,
            decision=decision,
        ),
        source(tmp_path / "press", decision=decision),
    )
    with home.reading_catalog() as catalog:
        (expression,) = catalog.passages.expressions("云岭市暖气条例")
    assert expression["valid_to"] == "2021-05-01"
