"""Texts that are as their authors wrote them: nothing is joined, split or removed."""

from __future__ import annotations

from tests.ingestion.dirty_text_inputs.case import CleanCase

CLEAN_CASES = (
    CleanCase(
        "a poem",
        "江上渔歌\n晚风吹过旧船台，\n灯火随潮渡口来。\n老匠收工归路远，\n一壶新酒为谁开。\n"
        "\n山中行\n石径入云深，\n松声伴客吟。\n樵夫歌未尽，\n明月满空林。\n",
    ),
    CleanCase(
        "free verse without marks",
        "码头\n我们把绳子\n从一个清晨\n拉到另一个清晨\n江水不说话\n只有汽笛\n在雾里\n喊我们的名字\n",
    ),
    CleanCase(
        "a list with short lines",
        "劳动合同应当带的材料\n身份证\n毕业证\n体检报告\n一寸照片两张\n银行卡复印件\n离职证明\n社保卡\n",
    ),
    CleanCase(
        "a table in plain text",
        "工时登记\n姓名    工种    天数\n赵某    瓦工    21\n钱某    木工    19\n孙某    电工    23\n合计            63\n",
    ),
    CleanCase(
        "a table with bars in plain text",
        "姓名 | 工种 | 天数\n赵某 | 瓦工 | 21\n钱某 | 木工 | 19\n孙某 | 电工 | 23\n",
    ),
    CleanCase(
        "a code sample",
        "加班工资的计算脚本\n# 计算加班工资\nimport math\ndef 工资(天数, **参数):\n"
        '    print("合计：\\n", 天数 * 2 ** 3)\n'
        "    # 周末按二倍计算\n    return 天数 * 200\n# 结束\n",
    ),
    CleanCase(
        "text on escapes",
        "字符的写法\n在字符串中用\\n表示换行，用\\t表示制表符。\n路径写作C:\\new\\text\\记录，不写斜线。\n标记<br>表示换行，**不是**强调。\n",
    ),
    CleanCase(
        "a letter",
        "尊敬的主席：\n您好！我是禾川纺织厂的职工，\n在厂里工作了十一年。\n现在厂里要搬迁，请工会帮助我们\n此致\n敬礼\n职工 李某\n2020年5月6日\n",
    ),
    CleanCase(
        "lines of a statute",
        "禾川市养蜂管理办法\n第一章 总则\n第一条 为了管理养蜂，制定本办法。\n第二条 养蜂人应当做到：\n（一）登记；\n（二）防疫；\n"
        "（三）设置标志。\n第三条 本办法自2016年1月1日起施行。\n附：养蜂登记表\n",
    ),
    CleanCase(
        "addresses that belong to the text",
        "关于网上申领失业金的通知\n各参保单位：\n申请人可以登录 http://rs.hechuan.example/apply 办理，也可以到窗口办理。\n"
        "办理网址：http://rs.hechuan.example/apply\n咨询电话：0100-1234567\n禾川市社保中心\n2022年3月4日\n",
    ),
    CleanCase(
        "references at the end of a paper",
        "禾川渔业史略\n禾川渔业始于明代。\n参考文献\n[1] 禾川县志. http://a.example/zhi\n[2] 渔业年鉴. 1987年.\nhttp://a.example/nianjian\n",
    ),
    CleanCase(
        "rules between parts",
        "会议记录\n---\n主持人宣布开会。\n---\n代表们讨论了食堂问题。\n---\n会议结束。\n",
    ),
    CleanCase(
        "masked names",
        "禾川市欠薪名单\n张**与李**各欠五千元。\n**公司与**商店已经清偿。\n王*欠三千元。\n",
    ),
    CleanCase(
        "a programme with times",
        "禾川市职工运动会日程\n开幕式和入场式\n2021年5月1日 9:00\n在体育场举行，各代表队在八点半前到场，按编号排队。\n"
        "拔河比赛和接力赛\n2021年5月1日 14:00\n在二号场地举行，每队十人，替补两人，裁判由体育局指派。\n",
    ),
    CleanCase(
        "names with blanks between them",
        "出席代表名单\n赵某 钱某 孙某 李某\n周某 吴某 郑某 王某\n请假：冯某 陈某，因病。\n",
    ),
    CleanCase(
        "personal data with blanks",
        "简历\n李某，男，汉族 大学文化。\n1990年 进入禾川纺织厂。\n2001年 任车间主任。\n2010年 当选为职工代表。\n",
    ),
    CleanCase(
        "quoted JSON in a text",
        '接口说明\n请求的格式是{"name":"值"}，返回的格式相同。\n字段content存放正文，不得为空。\n',
    ),
    CleanCase(
        "a case of several opinions",
        "仓库火灾讨论记录\n甲：我认为应当赔偿。\n乙：我不同意，理由有两条，\n一是没有过错；\n二是没有损失。\n甲：那就请鉴定。\n",
    ),
)
