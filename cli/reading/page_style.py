"""The style sheet of the page: light and dark, narrow and wide, on a screen and on paper."""

STYLE = """
:root { color-scheme: light dark; --ink: #1c1c1e; --paper: #fff; --soft: #6b6b70; --line: #d9d9de;
  --key: #0b57a4; --removed: #b3261e; --removed-bg: #fde9e7; --hidden: #8a1c7c; --hidden-bg: #fbe4f7;
  --missing: #8a5a00; --missing-bg: #fff1cc; --added: #1b6b2f; --added-bg: #e2f5e5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8ea; --paper: #17181a; --soft: #a0a0a6;
  --line: #3a3b40; --key: #8ab8f2; --removed: #ff9d94; --removed-bg: #47211e; --hidden: #f0a3e3;
  --hidden-bg: #43203d; --missing: #ffd37a; --missing-bg: #453410; --added: #93dba2;
  --added-bg: #1c3d24; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1500px; padding: 1rem 1.5rem; background: var(--paper);
  color: var(--ink); font: 16px/1.65 system-ui, "Noto Sans CJK SC", "PingFang SC",
  "Microsoft YaHei", "Source Han Sans SC", sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.35rem; margin: .2rem 0 .6rem; }
h2 { font-size: 1.05rem; margin: 1.8rem 0 .4rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: 0;
  font-size: .88rem; }
dt { color: var(--soft); }
dd { margin: 0; }
.note { border-left: 3px solid var(--missing); padding-left: .6rem; margin: .6rem 0; }
.legend { font-size: .85rem; margin: 1rem 0; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; }
.sides { display: grid; grid-template-columns: minmax(0, 9fr) minmax(0, 11fr); gap: 1.6rem; }
figure { margin: 0 0 1rem; }
figure img { width: 100%; height: auto; display: block; background: #fff;
  border: 1px solid var(--line); }
figcaption, .place, .why, .scan { color: var(--soft); font-size: .8rem; }
.place { margin-right: .5rem; }
.row { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1.6rem;
  border-top: 1px solid var(--line); padding: .25rem 0; }
.text { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: .8rem; }
.margin { text-align: right; font-size: .8rem; line-height: 1.4; padding-top: .25rem; }
.key { color: var(--key); display: block; }
.part { color: var(--soft); font-style: italic; display: block; }
.version { grid-column: 1 / -1; color: var(--key); font-weight: 600; font-size: .88rem;
  border-bottom: 1px solid var(--line); margin-top: .6rem; }
p { margin: .15rem 0; }
.heading { font-weight: 600; }
del, mark, ins { border-radius: 3px; padding: 0 .15em; }
del { color: var(--removed); background: var(--removed-bg); }
mark.hidden { color: var(--hidden); background: var(--hidden-bg); outline: 1px dashed; }
mark.missing { color: var(--missing); background: var(--missing-bg); text-decoration: underline wavy; }
ins { color: var(--added); background: var(--added-bg); text-decoration: none; }
table { border-collapse: collapse; font-size: .88rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .7rem .25rem 0;
  border-bottom: 1px solid var(--line); }
td.figure { text-align: right; }
td.code { white-space: nowrap; }
@media screen and (max-width: 760px) { .sides, .row { grid-template-columns: minmax(0, 1fr); gap: .4rem; }
  .text { grid-template-columns: 5rem minmax(0, 1fr); } }
@media screen and (min-width: 761px) { .pictures { position: sticky; top: 1rem;
  align-self: start; max-height: 97vh; overflow-y: auto; } }
@media print { :root { color-scheme: light; --ink: #000; --paper: #fff; --soft: #555;
  --line: #bbb; --key: #0b3f75; --removed: #8f1a13; --removed-bg: #fde9e7; --hidden: #6d1262;
  --hidden-bg: #fbe4f7; --missing: #6b4600; --missing-bg: #fff1cc; --added: #14521f;
  --added-bg: #e2f5e5; } body { font-size: 10pt; max-width: none; padding: 0;
  print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .text { grid-template-columns: 4.5rem minmax(0, 1fr); } .row, figure, tr { break-inside: avoid; }
  @page { margin: 14mm; } }
"""
