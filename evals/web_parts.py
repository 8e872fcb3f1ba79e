"""The parts of a web page around its text: links, bylines, footers, spam; and its encoding."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.notation.simplified import SIMPLIFIED, TRADITIONAL
from evals.web_texts import Dirty, WebArticle, WebWriter
from evals.web_words import HEADLINES, HIJACKED, NAMES, SITES, SPAM


@dataclass
class PagePartWriter(WebWriter):
    """Writes what surrounds an article on a page, and turns the page into bytes."""

    def links(
        self,
        words: tuple[str, ...],
        count: int,
        tag: str = "li",
        date: float = 0.0,
    ) -> str:
        """Write links, each in a tag of its own.

        Args:
            words: The texts to draw from.
            count: At most this many.
            tag: The tag around each.
            date: The share of links with a date.

        Returns:
            The mark-up.
        """
        chosen = self.chance.sample(words, min(count, len(words)))
        dated = f"<span>{self.chance.randint(2020, 2024)}-03-0{self.chance.randint(1, 9)}</span>"
        return "".join(
            (
                f'<{tag}><a href="/{self.chance.randint(100, 9999)}.html">{one}'
                f"</a>{dated if self.chance.random() < date else ''}</{tag}>"
            )
            for one in chosen
        )

    def flat_links(
        self,
        words: tuple[str, ...],
        count: int,
    ) -> str:
        """Write links in one line.

        Args:
            words: The texts to draw from.
            count: How many.

        Returns:
            The mark-up.
        """
        pick = self.chance.choice
        return pick(
            (
                " | ",
                "&nbsp;|&nbsp;",
                " · ",
                "\n",
                "&nbsp;&nbsp;",
            )
        ).join(
            f'<a href="http://www.example.cn/{n}/">{one}</a>'
            for n, one in enumerate(self.chance.sample(words, count))
        )

    def foot(self, site: str) -> str:
        """Write the lines at the foot of every page.

        Args:
            site: The site's name.

        Returns:
            The mark-up.
        """
        lines = [
            f"版权所有：{site} 主办单位：{site}",
            f"Copyright © 2010-2024 {site} All Rights Reserved",
            (
                f"云ICP备{self.chance.randint(10_000_000, 99_999_999)}号-1 云公网安备 "
                f"5301020200{self.chance.randint(1000, 9999)}号"
            ),
            "地址：云岭市人民路1号 邮编：650000 电话：0871-00000000",
            f"网站标识码：53010000{self.chance.randint(10, 99)} 技术支持：云岭信息中心",
        ]
        lines = self.chance.sample(lines, self.chance.randint(2, 5))
        lines.sort(key=lambda line: line.startswith("地址"))
        return self.chance.choice(("<br>", "</p><p>", "<br/>\n")).join(lines)

    def byline(self, article: WebArticle) -> tuple[str, tuple[str, ...]]:
        """Write the line below the title.

        Args:
            article: The article.

        Returns:
            The mark-up, and the names of the values that it gives.
        """
        year, month, day = article.date.split("-")
        date = self.chance.choice(
            (article.date, f"{year}年{month}月{day}日", f"{year}/{month}/{day}")
        )
        time = self.chance.choice((" 09:30", " 16:05:12", ""))
        views = f"浏览次数：<span id='hits'>{self.chance.randint(1, 9999)}</span>"
        size = (
            "字号：[<a href='javascript:f(1)'>大</a> <a href='javascript:f(2)'>中</a> <a "
            "href='javascript:f(3)'>小</a>]"
        )
        full = [
            f"来源：{article.publisher}　发布时间：{date}{time}　作者：{article.author}　{views}",
            f"发布日期：{date}{time} 信息来源：{article.publisher} 作者：{article.author} {size}",
            f"{date} {time or '08:00'} 来源：{article.publisher} 作者：{article.author}",
            (
                f"<span>作者：{article.author}</span> <span>来源：{article.publisher}</span> "
                f"<span>时间：{date}</span> {views}"
            ),
        ]
        return self.chance.choice(full), ("date", "author", "publisher")

    def tail(self) -> str:
        """Write what follows an article: links to others, share bar, copyright.

        Returns:
            The mark-up.
        """
        pick = self.chance.choice
        some = self.chance.random
        parts = [
            (
                f"<div>上一篇：<a href='/1.html'>{pick(HEADLINES)}</a></div><div>下一篇：<a "
                f"href='/2.html'>{pick(HEADLINES)}</a></div>"
            ),
            (
                "<p align='right'>【<a href='javascript:window.print()'>打印</a>】【<a "
                "href='javascript:window.close()'>关闭</a>】</p>"
            ),
            (
                "<div class='bdsharebuttonbox'>分享到：<a href='#'>微信</a><a href='#'>新浪微博</a><a "
                "href='#'>QQ空间</a></div>"
            ),
            "<div>扫一扫在手机打开当前页</div>",
            f"<p>责任编辑：{pick(NAMES)}</p>",
            "<p>声明：本网转载内容的版权归原作者所有，如有侵权请联系删除。</p>",
            (
                f"<div><h3>{pick(('相关阅读', '热门推荐', '相关新闻'))}</h3>"
                f"<ul>{self.links(HEADLINES, 5, date=0.5)}</ul></div>"
            ),
        ]
        return "".join(part for part in parts if some() < 0.55)

    def hidden_spam(self) -> str:
        """Write links that a reader does not see.

        Returns:
            The mark-up.
        """
        how = self.chance.choice(
            (
                "display:none",
                "position:absolute;left:-9999px",
                "height:1px;overflow:hidden",
                "font-size:0",
            )
        )
        return (
            f"<div style='{how}'>"
            + "".join(
                f"<a href='http://spam{n}.example.com'>{one}</a>，"
                for n, one in enumerate(self.chance.sample(SPAM, 6))
            )
            + "</div>"
        )

    def seen_spam(self) -> str:
        """Write links that a reader sees.

        Returns:
            The mark-up.
        """
        return (
            "<p>"
            + " ".join(
                f"<a href='http://spam{n}.example.com'>{one}</a>"
                for n, one in enumerate(self.chance.sample(SPAM, 3))
            )
            + "</p>"
        )

    def _finish(
        self,
        sort: str,
        article: WebArticle,
        head: str,
        body: str,
        states: tuple[str, ...],
    ) -> Dirty:
        """A page of one article: hijacked now and then, in some encoding, with some tags broken."""
        site = self.chance.choice(SITES)
        hijacked = self.chance.choice(HIJACKED) if self.chance.random() < 0.12 else ""
        title = hijacked or self.chance.choice(
            (
                f"{article.title}-{site}",
                f"{article.title}_{site}",
                f"{article.title} - 法规库 - {site}",
                article.title,
            )
        )
        keywords = (
            "<meta name='keywords' "
            f"content='{','.join(self.chance.sample(SPAM, 2)) if hijacked else '劳动,工资'}'>"
        )
        if self.chance.random() < 0.3:
            body = self.chance.choice(
                (self.hidden_spam() + body, body + self.hidden_spam(), body + self.seen_spam())
            )
        html = (
            f"<html><head>{{charset}}<title>{title}</title>{keywords}{head}<script>var a='<p>不见"
            f"</p>';</script></head><body>{body}</body></html>"
        )
        return self._encode(
            Dirty(
                "page.html",
                b"",
                (article,),
                sort,
                self._headings(article),
                hijacked,
                ("title", *states),
            ),
            self._broken(html),
        )

    def _headings(self, article: WebArticle) -> tuple[str, ...]:
        return (article.title, *(text for kind, text in article.blocks if kind == "h2"))

    def _broken(self, html: str) -> str:
        """The page with a few tags wrong, as hands write them."""
        if self.chance.random() < 0.3:
            html = re.sub(
                r"</p>", lambda match: "" if self.chance.random() < 0.3 else match[0], html
            )
        if self.chance.random() < 0.2:
            html = html.replace("</body></html>", "</div></td></tr></table>")
        if self.chance.random() < 0.2:
            html = re.sub(
                r"<(/?)(p|div|td|tr|table|a)\b",
                lambda match: f"<{match[1]}{match[2].upper()}",
                html,
            )
        if self.chance.random() < 0.2:
            html = html.replace("<h2>", "<a name='x'></a></font><h2>")
        return html

    def _encode(
        self,
        page: Dirty,
        html: str,
    ) -> Dirty:
        way = self.chance.choice(
            (
                "utf-8",
                "utf-8",
                "utf-8",
                "gb18030",
                "gbk-as-gb2312",
                "gb-undeclared",
                "big5",
                "mojibake",
            )
        )
        if way == "big5":
            return self._traditional(page, html)
        html_out = html.replace(
            "{charset}",
            f"<meta charset='{'gb2312' if way == 'gbk-as-gb2312' else way}'>"
            if way in ("utf-8", "gb18030", "gbk-as-gb2312")
            else "",
        )
        if way == "mojibake":
            html_out = "\n".join(self._mojibake(line) for line in html_out.split("\n"))
            return replace(page, data=html_out.encode())
        return replace(page, data=html_out.encode("utf-8" if way == "utf-8" else "gb18030"))

    def _mojibake(self, line: str) -> str:
        """A line once decoded wrongly in a way that lost nothing."""
        if self.chance.random() > 0.3 or line.isascii():
            return line
        wrong, right = self.chance.choice(
            (("utf-8", "latin-1"), ("gb18030", "latin-1"), ("utf-8", "gb18030"))
        )
        try:
            made = line.encode(wrong).decode(right)
        except UnicodeError:
            return line
        # a browser's rules for such characters in tags are another matter
        return line if re.search("[\x00-\x1f\x85\x1c-\x1f]", made) and wrong == "gb18030" else made

    def _traditional(
        self,
        page: Dirty,
        html: str,
    ) -> Dirty:
        table = str.maketrans(
            {simple: old for old, simple in zip(TRADITIONAL, SIMPLIFIED, strict=True)}
        )
        turned = html.replace("{charset}", "<meta charset='big5'>").translate(table)
        try:
            data = turned.encode("big5hkscs")
        except UnicodeError:
            return replace(page, data=html.replace("{charset}", "<meta charset='utf-8'>").encode())
        articles = tuple(
            replace(
                one,
                title=one.title.translate(table),
                blocks=tuple((kind, text.translate(table)) for kind, text in one.blocks),
                provisions={label: text.translate(table) for label, text in one.provisions.items()},
                publisher=one.publisher.translate(table),
                author=one.author.translate(table),
            )
            for one in page.articles
        )
        return replace(
            page,
            data=data,
            articles=articles,
            headings=tuple(one.translate(table) for one in page.headings),
            hijacked=page.hijacked.translate(table),
        )
