"""Words that join titles to each other and to the verb that is said of them."""

from __future__ import annotations

import re

LEAD_END = re.compile(
    r"(?:^|原|现行的?|(?:公布|颁布|发布|颁发|下发|印发|批转|转发|制定|批准|修订|修正|通过|施行|试行|执行|实行)的?|[令号院府部局会委署厅办司行日]|所发)\s*$|(?:19|20)\d{2}年(?:版|的)?$"
)
OBJECT_END = re.compile(
    r"\s*(?:$|\.\s*$|[，,；。、：:）)（(|]|等|共|[\d一二三四五六七八九十百两这]+\s*[件部项个种]|自|从|于|同时|一并|和|及|以及|与|或|并|而|的?(?:决定|通知|命令|公告|令)\s*(?:$|[，,。；）)])|■|其|停止|已|■)"
)
"""What follows the last norm that a verb ends; other words make a noun of it: 对废止《甲》提出意见."""
AGENT = re.compile(r"[被由]\s*$")
BRACKETS = re.compile(r"[（(][^（）()]*(?:[（(][^（）()]*[)）][^（）()]*)*[)）]")
JOIN = re.compile(
    r"\s*(?:等[\u4e00-\u9fff\d]{0,14})?[、，,；\s]*(?:以及|和|及|与|或者?|并|同时)?\s*(?P<lead>[^《》。；]*)$"
)
SAID_OF_ANOTHER = re.compile(
    r"保留|签订|取得|订立|规定[，的]|核发|作出|提出|办理|提起|处理|吊销|解除"
)
