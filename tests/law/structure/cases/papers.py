"""Papers of all sorts, written for these tests, and what a reader finds in each."""

from __future__ import annotations

from typing import NamedTuple


class Expected(NamedTuple):
    """What a case file says, short enough for a table."""

    sort: str  # paper, branch, instance
    court: str | None
    number: str | None
    parties: list[str]  # role, formerly, name, kind
    causes: list[str]  # as written, official wording behind = when it differs, ? when unlisted
    dates: list[str]
    sections: str
    claimed: list[str]
    awarded: list[str]
    orders: list[str]
    findings: list[str]


CIVIL = """云岭市河东区人民法院

民事判决书

（2021）沪0199民初18号

原告：甲某，女，1990年3月4日出生，住云岭市河东区。

委托诉讼代理人：乙某、丙某，云岭岭南路律师事务所律师。

被告：云岭市大江印染厂，住所地云岭市河西区。

法定代表人：丁某，厂长。

第三人：云岭市大江劳务有限公司。

原告甲某与被告云岭市大江印染厂（以下简称印染厂）、第三人云岭市大江劳务有限公司追索劳动报酬纠纷一案，本院于2021年3月4日立案受理后，依法适用简易程序，于2021年4月6日公开开庭进行了审理。本案现已审理终结。

甲某向本院提出诉讼请求：一、判令印染厂支付2020年10月至12月的工资1.35万元；二、支付经济补偿人民币４，５００元。

印染厂辩称，工资已经付清。

经审理查明：甲某2019年入职，月工资4500元。

本院认为，印染厂应当按时足额支付工资。依照《中华人民共和国劳动合同法》第三十条、第八十五条之规定，判决如下：

一、被告云岭市大江印染厂于本判决生效后十日内支付原告甲某工资一万三千五百元；

二、驳回原告甲某的其他诉讼请求。

如果未按本判决指定的期间履行给付金钱义务，应当加倍支付迟延履行期间的债务利息。

案件受理费10元，由被告负担。

如不服本判决，可以在判决书送达之日起十五日内向本院递交上诉状。

审判员　戊某

二〇二一年五月六日

书记员　己某
"""

APPEAL = """浙江省云岭市中级人民法院 民事判决书 （2020）浙99民终7号 上诉人（原审被告）：云岭顺风快递有限公司，住所地云岭市。 \
被上诉人（原审原告）：庚某，男，汉族。 上诉人云岭顺风快递有限公司因与被上诉人庚某劳动合同纠纷一案，不服云岭市河东区人民法院（2019）浙9901民初356号民事判决，\
向本院提起上诉。本院于2020年1月8日立案后，依法组成合议庭进行了审理。本案现已审理终结。 \
顺风公司上诉请求：撤销一审判决，改判不支付赔偿金。 庚某辩称，一审判决正确。 \
庚某向一审法院起诉请求：支付赔偿金32000元。 一审法院认定事实：庚某2015年入职。 一审法院认为，解除没有依据，判决顺风公司支付赔偿金32000元。 \
二审中，双方没有提交新证据。 本院二审查明的事实与一审一致。 本院认为，顺风公司的上诉请求不能成立。判决如下： 驳回上诉，维持原判。 \
二审案件受理费10元，由顺风公司负担。 本判决为终审判决。 审判长 辛某 审判员 壬某 二〇二〇年三月二日 书记员 癸某"""

CRIMINAL = """云岭市河西区人民法院 刑事附带民事判决书 （2015）河西刑初字第21号 公诉机关云岭市河西区人民检察院。 \
附带民事诉讼原告人子某，男，1980年1月2日出生，汉族，农民。 被告人丑某（绰号老丑），男，1978年生，汉族，无业。因涉嫌犯故意伤害罪于2014年11月3日被刑事拘留，\
曾因犯盗窃罪被判处罚金二千元。现羁押于云岭市看守所。 指定辩护人寅某，云岭北山律师事务所律师。 \
云岭市河西区人民检察院以河西检刑诉（2015）9号起诉书指控被告人丑某犯故意伤害罪、非法持有枪支罪，于2015年1月20日向本院提起公诉。\
在诉讼过程中，附带民事诉讼原告人子某向本院提起附带民事诉讼。本院依法组成合议庭，公开开庭审理了本案。本案现已审理终结。 \
云岭市河西区人民检察院指控：2014年11月1日，被告人丑某打伤子某，并在家中藏有猎枪一支。 附带民事诉讼原告人子某诉称，要求赔偿医疗费18，340．5元。 \
被告人丑某对指控的事实没有异议。 经审理查明，丑某将子某打成轻伤。 上述事实，被告人丑某亦无异议，足以认定。 对辩护人的意见，本院认为，可以采纳。 \
本院认为，被告人丑某的行为已构成故意伤害罪、非法持有枪支罪。依照《中华人民共和国刑法》第二百三十四条、第一百二十八条之规定，判决如下： \
一、被告人丑某犯故意伤害罪，判处有期徒刑一年；犯非法持有枪支罪，判处有期徒刑六个月，决定执行有期徒刑一年二个月，并处罚金三千元。 \
二、被告人丑某赔偿附带民事诉讼原告人子某壹万捌仟叁佰肆拾元伍角。 \
如不服本判决，可在接到判决书的第二日起十日内提出上诉。 审判长卯某 审判员辰某 二○一五年三月十九日 书记员巳某 附：《中华人民共和国刑法》 第一百二十八条 违反枪支管理规定的，从其规定。"""

WITHDRAWN = """辽宁省云岭市人民法院
民 事 裁 定 书
（2022）辽9902民初5号
原告午某，女。
被告未某，男。
本院在审理原告午某与被告未某离婚纠纷一案中，原告午某于2022年2月8日向本院提出撤诉申请。
本院认为，原告的申请符合法律规定。依照《中华人民共和国民事诉讼法》第一百四十八条第一款规定，裁定如下：
准许原告午某撤诉。
案件受理费减半收取计150元，由原告午某负担。
审 判 员 申某
二〇二二年二月九日
书 记 员 酉某
"""

MEDIATED = """云岭市劳动人事争议仲裁委员会 仲裁调解书 云岭劳人仲案〔2022〕第 8 号 申请人：戌某，男，1988年生，装卸工。 \
被申请人：云岭港装卸有限公司。 申请人戌某与被申请人云岭港装卸有限公司经济补偿金争议一案，本委于2022年6月1日受理。 \
申请人请求裁决：支付经济补偿二万元。 经本委主持调解，双方自愿达成如下协议： 一、被申请人于2022年7月1日前支付申请人1.2万元； 二、双方再无争议。 \
上述协议不违反法律规定，本委予以确认。 仲裁员 亥某 二〇二二年六月十五日 书记员 甲子某"""

ENFORCED = """云岭市河东区人民法院 执行裁定书 (2019)湘9901执12号之一 申请执行人：乙丑某，男，汉族。 被执行人：云岭市金沙酒楼，住所地云岭市。 \
申请执行人乙丑某与被执行人云岭市金沙酒楼劳务合同纠纷一案，本院于2019年3月5日立案执行。 本院认为，被执行人没有可供执行的财产。裁定如下： \
终结本次执行程序。 本裁定送达后即发生法律效力。 审判长 丙寅某 二〇一九年九月九日"""

RUN_ON = (
    "云岭市河西区人民法院行政判决书（2024）云9902行初3号原告云岭市鼎新建筑工程有限公司，住所地云岭市。法定代表人丁卯某，经理。"
    "被告云岭市劳动局，住所地云岭市。原告云岭市鼎新建筑工程有限公司不服被告云岭市劳动局行政处罚一案，于2024年1月15日向本院起诉。本院受理后公开开庭审理了本案。"
    "本案现已审理终结。云岭市鼎新建筑工程有限公司诉称：罚款8万元过高。被告辩称：处罚合法。经审理查明：欠薪属实。本院认为，处罚适当。"
    "判决如下：驳回原告的诉讼请求。如不服本判决，可以上诉。审判长戊辰某审判员己巳某二〇二四年五月二十日书记员庚午某"
)

UNNUMBERED = (
    "云岭市河东区人民法院 刑事判决书 公诉机关云岭市河东区人民检察院。 被告人辛未某，男，汉族。 "
    "云岭市河东区人民检察院以河东检刑诉（2018）34号起诉书指控被告人辛未某犯偷吃公粮罪，于2018年2月30日向本院提起公诉。现已审理终结。 "
    "公诉机关指控，被告人辛未某拿走稻谷两袋。 本院认为，指控成立。判决如下： 被告人辛未某犯偷吃公粮罪，判处拘役一个月。 审判员壬申某 二〇一八年三月一日"
)

MASKED = (
    "甲某诉乙某借款一审民事判决书云岭市人民法院 p t〉民 事 判 决 书 （2017）苏××民初××号 原告XX新，男。 被告×××，女。 "
    "原告XX新与被告×××民间借贷纠纷一案，本院受理后，公开开庭进行了审理。现已审理终结。 原告XX新诉称，被告借款×万元。 "
    "经审理查明，借款属实。 本院认为，应当归还。判决如下： 被告×××归还原告5 000元。 如不服本判决，可以上诉。 审判员 某某 二〇一六年十二月一日"
)

PAPERS: dict[str, tuple[str, Expected]] = {
    "civil, first instance": (
        CIVIL,
        Expected(
            "judgment civil first",
            "云岭市河东区人民法院",
            "（2021）沪0199民初18号",
            [
                "原告 甲某 person",
                "委托诉讼代理人 乙某 person",
                "委托诉讼代理人 丙某 person",
                "被告 云岭市大江印染厂 organisation",
                "法定代表人 丁某 person",
                "第三人 云岭市大江劳务有限公司 organisation",
            ],
            ["追索劳动报酬纠纷"],
            ["accepted 2021-03-04", "heard 2021-04-06", "decided 2021-05-06"],
            "parties procedure claims defence facts reasoning ruling appeal",
            ["13500", "4500"],
            ["13500"],
            ["一", "二"],
            [],
        ),
    ),
    "civil, appeal: the number below is not its own, what was found below not its facts": (
        APPEAL,
        Expected(
            "judgment civil second",
            "浙江省云岭市中级人民法院",
            "（2020）浙99民终7号",
            [
                "上诉人（原审被告） 云岭顺风快递有限公司 organisation",
                "被上诉人（原审原告） 庚某 person",
            ],
            ["劳动合同纠纷"],
            ["accepted 2020-01-08", "decided 2020-03-02"],
            "parties procedure claims defence below facts reasoning ruling appeal",
            [],
            [],
            [""],
            [],
        ),
    ),
    "criminal with incidental civil action": (
        CRIMINAL,
        Expected(
            "judgment criminal first",
            "云岭市河西区人民法院",
            "（2015）河西刑初字第21号",
            [
                "公诉机关 云岭市河西区人民检察院 organisation",
                "附带民事诉讼原告人 子某 person",
                "被告人 丑某 person",
                "指定辩护人 寅某 person",
            ],
            ["故意伤害罪", "非法持有枪支罪=非法持有、私藏枪支、弹药罪"],
            ["filed 2015-01-20", "decided 2015-03-19"],
            "parties procedure claims defence facts reasoning ruling appeal law",
            ["18340.5"],
            ["3000", "18340.5"],
            ["一", "二"],
            [],
        ),
    ),
    "ruling on a withdrawal, spaced out": (
        WITHDRAWN,
        Expected(
            "ruling civil first",
            "辽宁省云岭市人民法院",
            "（2022）辽9902民初5号",
            ["原告 午某 person", "被告 未某 person"],
            ["离婚纠纷"],
            ["filed 2022-02-08", "decided 2022-02-09"],
            "parties procedure reasoning ruling",
            [],
            [],
            [""],
            [],
        ),
    ),
    "labour mediation: the cause is on no list": (
        MEDIATED,
        Expected(
            "mediation labour_arbitration arbitration",
            "云岭市劳动人事争议仲裁委员会",
            "云岭劳人仲案（2022）第8号",
            ["申请人 戌某 person", "被申请人 云岭港装卸有限公司 organisation"],
            ["经济补偿金争议?"],
            ["accepted 2022-06-01", "decided 2022-06-15"],
            "parties procedure claims ruling",
            ["20000"],
            ["12000"],
            ["一", "二"],
            ["cause_unknown"],
        ),
    ),
    "enforcement": (
        ENFORCED,
        Expected(
            "ruling enforcement enforcement",
            "云岭市河东区人民法院",
            "（2019）湘9901执12号之一",
            ["申请执行人 乙丑某 person", "被执行人 云岭市金沙酒楼 organisation"],
            ["劳务合同纠纷"],
            ["accepted 2019-03-05", "decided 2019-09-09"],
            "parties procedure reasoning ruling appeal",
            [],
            [],
            [""],
            [],
        ),
    ),
    "administrative, one paragraph without a blank": (
        RUN_ON,
        Expected(
            "judgment administrative first",
            "云岭市河西区人民法院",
            "（2024）云9902行初3号",
            [
                "原告 云岭市鼎新建筑工程有限公司 organisation",
                "法定代表人 丁卯某 person",
                "被告 云岭市劳动局 organisation",
            ],
            ["行政处罚"],
            ["filed 2024-01-15", "decided 2024-05-20"],
            "parties procedure claims defence facts reasoning ruling appeal",
            ["80000"],
            [],
            [""],
            [],
        ),
    ),
    "no number (the indictment's is none), a day that no month has, a charge that no law has": (
        UNNUMBERED,
        Expected(
            "judgment criminal None",
            "云岭市河东区人民法院",
            None,
            ["公诉机关 云岭市河东区人民检察院 organisation", "被告人 辛未某 person"],
            ["偷吃公粮罪?"],
            ["decided 2018-03-01"],
            "parties procedure claims reasoning ruling",
            [],
            [],
            [""],
            ["case_number_missing", "cause_unknown", "date_impossible"],
        ),
    ),
    "noise, masked names and number, decided before its year": (
        MASKED,
        Expected(
            "judgment civil first",
            "云岭市人民法院",
            "（2017）苏××民初××号",
            ["原告 XX新 person", "被告 ××× person"],
            ["民间借贷纠纷"],
            ["decided 2016-12-01"],
            "parties procedure claims facts reasoning ruling appeal",
            [],
            ["5000"],
            [""],
            ["case_number_malformed", "date_order"],
        ),
    ),
}
