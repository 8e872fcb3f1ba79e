"""Dirty web pages of our own, with what they really say.

There are sites of seven sorts, text inside JSON, and pages that were copied into text files. A
page is an article with a site around it. What the article says is known, and all else is
boilerplate; so what was lost and what was left can be counted to the character. Everything is
drawn from a seed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from evals.web_parts import PagePartWriter
from evals.web_texts import Dirty, wrapped
from evals.web_words import ADS, COMMENTS, HEADLINES, MENU, NAMES, SITES, SLOGANS


@dataclass
class PageBuilder(PagePartWriter):
    """Writes whole pages."""

    def page(self) -> Dirty:
        """Write a page of a sort that is drawn.

        Returns:
            The file and what it says.
        """
        sorts: tuple[Callable[[], Dirty], ...] = (
            self._portal,
            self._portal,
            self._tables,
            self._press,
            self._press,
            self._blog,
            self._forum,
            self._database,
            self._channel,
            self._several,
            self._record,
            self._copied,
        )
        return self.chance.choice(sorts)()

    def _portal(self) -> Dirty:
        """A government's portal of today."""
        article = self.article()
        site = self.chance.choice(SITES)
        pick = self.chance.choice
        line, states = self.byline(article)
        meta = ""
        if self.chance.random() < 0.5:
            meta = (
                f"<meta name='ArticleTitle' content='{article.title}'><meta name='PubDate' "
                f"content='{article.date} 10:00'><meta name='ContentSource' "
                f"content='{article.publisher}'><meta name='SiteName' content='{site}'>"
            )
        title = pick(
            (
                f"<h1>{article.title}</h1>",
                f"<h1 class='title'>{article.title}</h1>",
                f"<div class='xxgk-title'>{article.title}</div>",
                f"<h2>{article.title}</h2>",
            )
        )
        body = (
            f"<div class='top-bar'>{pick(SLOGANS)}</div><div id='header'><a href='/'><img "
            "src='l.png' alt='logo'></a><form action='/s'><input type='text' value='请输入'>"
            "<input type='submit' value='搜索'></form></div>"
            f"<div class='{pick(('nav', 'main-nav', 'menuBox', 'lm', 'w1200'))}'>"
            f"<ul>{self.links(MENU, 9)}</ul></div>"
            f"<div class='{pick(('location', 'crumb', 'dqwz'))}"
            f"'>{pick(('当前位置：', '您现在的位置：', '您的位置：'))}<a href='/'>首页</a> &gt; <a "
            "href='/zc'>政策法规</a> &gt; 正文</div>"
            f"<div class='{pick(('content', 'article', 'main con', 'bt-box'))}'>{title}<div "
            f"class='{pick(('info', 'source', 'xx'))}'>{line}</div>"
            f"<div id='{pick(('zoom', 'UCAP-CONTENT', 'TRS_Editor'))}'>{self.body(article)}"
            f"</div>{self.tail()}</div>"
            f"<div class='{pick(('right', 'side-bar', 'r_box'))}'>"
            f"<h3>{pick(('热点新闻', '最新公开', '专题推荐'))}</h3>"
            f"<ul>{self.links(HEADLINES, 7, date=0.6)}</ul></div>"
            f"<div class='{pick(('footer', 'bottom', 'foot-wrap', 'dibu'))}'>"
            f"<p>{self.flat_links(MENU, 4)}</p><p>{self.foot(site)}</p></div>"
        )
        return self._finish(
            "portal",
            article,
            meta,
            body,
            states,
        )

    def _tables(self) -> Dirty:
        """A site of 2005: tables in tables, all in one form."""
        article = self.article()
        site = self.chance.choice(SITES)
        pick = self.chance.choice
        line, states = self.byline(article)
        title = pick(
            (
                f"<b><font size=4>{article.title}</font></b>",
                f"<h1>{article.title}</h1>",
                f"<strong>{article.title}</strong>",
            )
        )
        side = "".join(
            f"<tr>{self.links((one,), 1, 'td')}</tr>" for one in self.chance.sample(MENU, 7)
        )
        body = (
            "<form name='form1' method='post' action='show.aspx' id='form1'><input "
            "type='hidden' name='__VIEWSTATE' value='/wEPDwUKMTY='>"
            "<table width=960 align=center><tr><td colspan=2><img src=top.jpg></td></tr>"
            f"<tr>{self.links(MENU, 8, 'td')}</tr></table>"
            f"<table width=960><tr><td>{pick(SLOGANS)}</td><td>用户名：<input name=u size=8> 密码："
            "<input type=password name=p size=8> <input type=submit value=登录></td></tr>"
            "</table>"
            "<table width=960><tr><td width=200 valign=top><table><tr><td>栏目导航</td>"
            f"</tr>{side}</table></td>"
            "<td valign=top><table width=100%><tr><td>当前位置：<a href=index.asp>首页</a> "
            f"&gt;&gt; <a href=list.asp>政策法规</a></td></tr><tr><td align=center>{title}</td>"
            "</tr>"
            f"<tr><td align=center>{line}</td></tr><tr><td>{self.body(article)}</td></tr>"
            f"<tr><td>{self.tail()}</td></tr></table></td></tr></table>"
            f"<table width=960><tr><td align=center>{self.foot(site)}</td></tr></table></form>"
        )
        return self._finish(
            "tables",
            article,
            "",
            body,
            states,
        )

    def _comments(self) -> str:
        pick = self.chance.choice
        chosen = self.chance.sample(COMMENTS, 4)
        return "".join(f"<div>{pick(NAMES)}：{comment}</div>" for comment in chosen)

    def _press(self) -> Dirty:
        """A newspaper's site."""
        article = self.article()
        site = self.chance.choice(SITES)
        pick = self.chance.choice
        line, states = self.byline(article)
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.title,
            "datePublished": f"{article.date}T08:00:00+08:00",
            "author": {"@type": "Person", "name": article.author},
            "publisher": {"@type": "Organization", "name": article.publisher},
        }
        if self.chance.random() < 0.4:
            head = (
                f"<script type='application/ld+json'>{json.dumps(data, ensure_ascii=False)}"
                "</script>"
            )
        else:
            head = ""
        head += (
            f"<meta property='og:title' content='{article.title}'>"
            if self.chance.random() < 0.4
            else ""
        )
        text = self.body(article)
        if self.chance.random() < 0.5:
            place = text.find("<p", len(text) // 2)
            ad = (
                f"<div class='{pick(('ad', 'ad-box', 'adv', 'gg'))}'><span>广告</span>{pick(ADS)}"
                "</div>"
            )
            text = text[:place] + ad + text[place:] if place > 0 and "<p" in text else text + ad
        body = (
            f"<header><div class='logo'><a href='/'>{site}</a></div>"
            f"<nav>{self.links(MENU, 10, 'a')}</nav></header><div "
            f"class='banner-ad'>{pick(ADS)}</div>"
            "<div class='breadcrumbs'><a href='/'>首页</a> / <a href='/n'>新闻</a> / 正文</div>"
            f"<article><h1>{article.title}</h1><div class='meta'>{line}</div>{text}</article>"
            f"{self.tail()}<section class='{pick(('related', 'recommend-list', 'box'))}'>"
            f"<h3>猜你喜欢</h3>{self.links(HEADLINES, 6, 'div')}</section>"
            "<div class='comment-list'><h3>网友评论"
            "</h3>"
            f"{self._comments()}"
            "</div>"
            f"<aside><h3>热榜</h3><ol>{self.links(HEADLINES, 8)}</ol></aside><footer>"
            f"<p>{self.flat_links(MENU, 5)}</p><p>{self.foot(site)}</p></footer>"
        )
        return self._finish(
            "press",
            article,
            head,
            body,
            states,
        )

    def _blog(self) -> Dirty:
        """A lawyer's site."""
        article = self.article()
        site = self.chance.choice(SITES)
        pick = self.chance.choice
        line, states = self.byline(article)
        name = pick(NAMES)
        body = (
            f"<div class='header'><h1><a href='/'>{site}</a></h1><div class='tel'>24小时咨询热线 "
            f"400-000-{self.chance.randint(1000, 9999)}</div></div><div "
            f"id='menu'>{self.links(MENU, 7, 'span')}</div>"
            f"<div class='sidebar'><h3>律师介绍</h3><p>{name}律师，执业十五年，专注劳动争议。</p>"
            f"<p>手机：139-0000-{self.chance.randint(1000, 9999)}</p><h3>推荐律师"
            f"</h3>{self.links(NAMES, 4)}</div>"
            f"<div class='post'><h2 class='entry-title'>{article.title}</h2><p "
            f"class='post-meta'>{line}</p>{self.body(article)}</div>{self.tail()}"
            f"<div class='{pick(('kefu', 'float-box', 'popup'))}'>在线咨询 点击这里给我发消息 微信扫一扫</div>"
            f"<div class='footer'>{self.foot(site)}</div>"
        )
        return self._finish(
            "blog",
            article,
            "",
            body,
            states,
        )

    def _forum(self) -> Dirty:
        """A forum's thread: its first post is the text."""
        article = self.article()
        site = self.chance.choice(SITES)
        pick = self.chance.choice
        replies = "".join(
            (
                f"<div class='reply'><span>{pick(NAMES)}</span> 发表于 2024-3-{n + 1} 10:0{n} "
                f"<div>{one}</div><a href='#'>回复</a> <a href='#'>举报</a></div>"
            )
            for n, one in enumerate(self.chance.sample(COMMENTS, 4))
        )
        body = (
            f"<div id='hd'>{self.links(MENU, 6, 'a')} <a href='/login'>登录</a> <a "
            f"href='/reg'>注册</a></div><div>{self.flat_links(MENU, 4)}</div>"
            f"<h1>{article.title}</h1><div class='authi'>楼主 | 只看楼主 | 发表于 {article.date} "
            f"09:12 | 阅读 {self.chance.randint(10, 999)}</div>{self.body(article)}"
            f"<div class='share'>分享到：微信 微博 QQ</div><div class='replies'>{replies}</div><div "
            "class='pagination'><a href='?p=1'>1</a> <a href='?p=2'>2</a> <a "
            "href='?p=2'>下一页</a></div>"
            f"<div class='copyright'>{self.foot(site)}</div>"
        )
        return self._finish(
            "forum",
            article,
            "",
            body,
            ("date",),
        )

    def _database(self) -> Dirty:
        """A database of laws: particulars in a table, and a table of contents with links."""
        article = self.article()
        site = self.chance.choice(SITES)
        pick = self.chance.choice
        contents = "".join(
            f"<li><a href='#c{n}'>{text}</a></li>"
            for n, (kind, text) in enumerate(article.blocks)
            if kind == "h2" and "章" in text
        )
        line, states = self.byline(article)
        body = (
            f"<div id='top'>{self.flat_links(MENU, 6)} <a href='/login'>登录</a></div><div "
            "class='crumbs'><a href='/'>法规库</a> &gt; <a href='/l'>地方法规</a></div>"
            f"<div class='{pick(('law-title', 'detail_title', 'tit'))}'>{article.title}"
            f"</div><div>{line}</div>{self.body(article)}"
            "<div class='toolbar'><a href='#'>收藏</a> <a href='#'>打印</a> <a href='#'>下载</a> "
            f"<a href='#'>纠错</a></div>{self.tail()}"
            f"<div class='box'><h4>引用本法的案例</h4><div>{self.links(HEADLINES, 5, 'p')}</div>"
            f"</div><div id='bottom'>{self.foot(site)}</div>"
        )
        return self._finish(
            "database",
            article,
            f"<!--[if IE]><p>请升级</p><![endif]--><!-- {contents} -->",
            body,
            states,
        )

    def _channel(self) -> Dirty:
        """A channel in a messenger."""
        article = self.article()
        pick = self.chance.choice
        body = (
            "<div id='page-content'><h1 class='rich_media_title' id='activity-name'>\n   "
            f" {article.title}\n   </h1>"
            f"<div id='meta_content'><span>原创</span> <span>{article.author}</span> <a "
            f"href='#'>{article.publisher}</a> <em id='publish_time'>{article.date} 18:03"
            "</em></div>"
            f"<p>{pick(('点击上方蓝字关注我们', '点击蓝字 关注我们', '↑↑↑点击上方蓝字关注'))}</p>{self.body(article)}"
            f"<p>{pick(('长按识别二维码关注我们', '扫码关注，获取更多法律知识'))}</p>"
            f"<p>{pick(('点分享', '点击下方“阅读原文”查看更多', '往期推荐'))}</p>{self.links(HEADLINES, 3, 'p')}"
            f"<div>阅读 {self.chance.randint(100, 9999)}　赞 "
            f"{self.chance.randint(1, 99)}　在看 {self.chance.randint(1, 99)}</div><div>微信扫一扫"
            "<br>关注该公众号</div></div>"
        )
        return self._finish(
            "channel",
            article,
            "",
            body,
            (),
        )

    def _several(self) -> Dirty:
        """A page of two or three articles."""
        articles = tuple(self.article() for _ in range(self.chance.randint(2, 3)))
        site = self.chance.choice(SITES)
        tag = self.chance.choice(("article", "div"))
        texts = "".join(
            (
                f"<{tag} class='item'><h1>{one.title}</h1><div "
                f"class='info'>{self.byline(one)[0]}</div>{self.body(one)}</{tag}>"
            )
            for one in articles
        )
        body = (
            f"<div class='nav'>{self.links(MENU, 8)}</div>{texts}<div "
            f"class='footer'>{self.foot(site)}</div>"
        )
        html = f"<html><head>{{charset}}<title>{site}</title></head><body>{body}</body></html>"
        page = Dirty(
            "page.html",
            b"",
            articles,
            "several",
            tuple(heading for one in articles for heading in self._headings(one)),
        )
        return self._encode(page, self._broken(html))

    def _record(self) -> Dirty:
        """Mark-up inside JSON, as a site's interface answers."""
        article = self.article()
        pick = self.chance.choice
        text = self.body(article)
        text = text.replace("&nbsp;", " ")
        markup = pick((text, escape(text), f"<div class='share'>分享到：微信</div>{text}"))
        record = {
            "id": 17,
            pick(("title", "docTitle")): article.title,
            pick(("pubDate", "publishTime")): f"{article.date} 08:00:00",
            "source": article.publisher,
            "author": article.author,
            pick(("content", "body", "html")): markup,
        }
        value = pick((record, {"code": 0, "data": record}, {"data": {"list": [record]}}))
        made = json.dumps(value, ensure_ascii=pick((True, False)))
        name = "page.json"
        if self.chance.random() < 0.2:
            made = f"callback({made});"
            name = "page.txt"
        elif self.chance.random() < 0.2:
            made = json.dumps(f"<h1>{article.title}</h1>{text}", ensure_ascii=False)
            name = "page.html"
            return Dirty(
                name,
                made.encode(),
                (article,),
                "record",
                self._headings(article),
                "",
                ("title",),
            )
        return Dirty(
            name,
            made.encode(),
            (article,),
            "record",
            self._headings(article),
            "",
            ("title", "date", "author", "publisher"),
        )

    def _copied(self) -> Dirty:
        """A page that a user copied into a text or Markdown file."""
        article = self.article()
        site = self.chance.choice(SITES)
        pick = self.chance.choice
        markdown = self.chance.random() < 0.5
        wide = self.chance.randint(24, 44) if self.chance.random() < 0.4 else 0
        menu = self.chance.sample(MENU, 6)
        if not markdown:
            lines = [pick((" | ".join(menu), "\n".join(menu), "　".join(menu)))]
        else:
            lines = [
                pick(
                    (
                        "\n".join(f"- [{one}](/{n})" for n, one in enumerate(menu)),
                        " ".join(f"[{one}](/{n})" for n, one in enumerate(menu)),
                    )
                )
            ]
        lines.append("当前位置：首页 > 政策法规 > 正文")
        lines.append(f"# {article.title}" if markdown else article.title)
        lines.append(re.sub(r"<[^>]+>", "", self.byline(article)[0]).replace("&nbsp;", " "))
        for kind, text in article.blocks:
            lines.append(
                f"## {text}" if markdown and kind == "h2" else wrapped(text, wide) if wide else text
            )
        lines += [
            pick(("【打印】【关闭】", "分享到：微信 新浪微博 QQ空间")),
            f"上一篇：{pick(HEADLINES)}",
            f"下一篇：{pick(HEADLINES)}",
            "相关阅读",
            *self.chance.sample(HEADLINES, 4),
            *re.split(r"<br/?>\n?|</p><p>", self.foot(site)),
        ]
        made = ("\n\n" if markdown and not wide else "\n").join(lines)
        headings = self._headings(article) if markdown else ()
        return Dirty(
            f"page.{'md' if markdown else 'txt'}",
            made.encode(pick(("utf-8", "gb18030"))),
            (article,),
            "copied",
            headings,
            "",
            ("date", "author", "publisher"),
        )
