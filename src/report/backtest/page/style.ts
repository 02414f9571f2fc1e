/**
 * The style of the page. Colours of the outcomes have three to one against their ground and text has seven, in light
 * and in dark; no outcome is told by its colour alone. Nothing is loaded from anywhere.
 */
export const style = `
:root{color-scheme:light dark;--ground:#fff;--sheet:#f6f7f9;--line:#d9dde3;--text:#1b2330;--quiet:#4d5868;--link:#0b4f9e;
--pass:#2f7d5b;--confirm:#6a55b3;--review:#b26a00;--block:#bb2f24;--on:#fff}
@media (prefers-color-scheme:dark){:root{--ground:#12161c;--sheet:#1b212a;--line:#333d4a;--text:#e8ecf2;--quiet:#a9b4c3;--link:#8fc1ff;
--pass:#55b98a;--confirm:#a798f2;--review:#e0a63f;--block:#f0806f;--on:#12161c}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Hiragino Sans","Noto Sans JP","Noto Sans CJK JP",Meiryo,sans-serif}
main{max-width:68rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.9rem;line-height:1.25;margin:0 0 1rem;overflow-wrap:anywhere}
h2{font-size:1.3rem;line-height:1.3;margin:3rem 0 .6rem;padding-top:.2rem}
p{margin:.5rem 0;max-width:46rem}
.lead{font-size:1.1rem}
.quiet{color:var(--quiet)}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
code{font:.9em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--sheet);border-radius:4px;padding:.08em .3em;overflow-wrap:anywhere}
.skip{position:absolute;left:-100rem}
.skip:focus{left:1rem;top:1rem;background:var(--ground);padding:.5rem}
.bar{display:block;width:100%;height:1.5rem;border-radius:6px;margin:1.5rem 0 1rem}
.cards{display:grid;grid-template-columns:repeat(4,1fr);gap:.75rem;list-style:none;margin:0;padding:0}
.cards li{background:var(--sheet);border:1px solid var(--line);border-top:4px solid;border-radius:8px;padding:.8rem 1rem}
.cards .pass{border-top-color:var(--pass)}.cards .confirm{border-top-color:var(--confirm)}
.cards .review{border-top-color:var(--review)}.cards .block{border-top-color:var(--block)}
.cards strong{display:block;font-size:2rem;line-height:1.2;font-variant-numeric:tabular-nums}
.cards .name{font-weight:600}
.cards small{display:block;color:var(--quiet);font-size:.85rem;line-height:1.45;margin-top:.3rem}
.scroll{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse;width:100%;font-size:.94rem}
caption{text-align:left;color:var(--quiet);padding-bottom:.4rem}
th,td{text-align:left;vertical-align:top;padding:.45rem .7rem .45rem 0;border-bottom:1px solid var(--line)}
thead th{font-weight:600;color:var(--quiet);white-space:nowrap;border-bottom-width:2px}
th[scope=row]{font-weight:400}th[scope=row] b{font-weight:650}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.nowrap{white-space:nowrap}
.wide{min-width:16rem}
.share{min-width:7rem}
.share svg,.mix{display:block;width:100%;height:.5rem;margin-top:.25rem}
.mix{min-width:9rem;height:.8rem;margin-top:.4rem}
td.title,th.title{overflow-wrap:anywhere;min-width:11rem}
.said{color:var(--quiet);font-size:.9rem;overflow-wrap:anywhere}
.badge{display:inline-block;border-radius:999px;padding:.05rem .6rem;font-size:.82rem;font-weight:600;white-space:nowrap;color:var(--on)}
.badge.pass{background:var(--pass)}.badge.confirm{background:var(--confirm)}.badge.review{background:var(--review)}.badge.block{background:var(--block)}
.pass{fill:var(--pass)}.confirm{fill:var(--confirm)}.review{fill:var(--review)}.block{fill:var(--block)}
.track{fill:var(--line)}.grid{stroke:var(--line)}.axis{fill:var(--quiet);font-size:12px}
.chart{display:block;width:100%;min-width:34rem;height:auto}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;list-style:none;margin:.5rem 0;padding:0;font-size:.9rem}
.legend svg{width:.8rem;height:.8rem;margin-right:.4rem;vertical-align:-.05rem}
details{margin:.75rem 0}
summary{cursor:pointer;font-weight:600}
td summary,th summary{font-weight:400;font-size:.88rem;color:var(--link)}td details,th details{margin:.15rem 0 0}
ul.plain,ol.plain{max-width:46rem;padding-left:1.3rem}td ul.plain{margin:0;padding-left:0;list-style:none}td ul.plain li{margin:0 0 .5rem}
ul.plain li,ol.plain li{margin:.4rem 0}
footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:1rem;color:var(--quiet);font-size:.9rem}
@media (max-width:46rem){.rows thead{position:absolute;left:-100rem}.rows tr{display:block;border-bottom:1px solid var(--line);padding:.6rem 0}.rows th,.rows td{display:block;border:0;padding:.15rem 0}.rows td.nowrap{color:var(--quiet)}main{padding:1.25rem 1rem 3rem}h1{font-size:1.5rem}.cards{grid-template-columns:repeat(2,1fr)}.cards strong{font-size:1.6rem}}
@media print{:root{color-scheme:light}main{max-width:none;padding:0}h2{break-after:avoid}tr,.cards li,.chart{break-inside:avoid}.skip{display:none}.bar,.mix,.badge,.share svg,.chart,.legend{print-color-adjust:exact;-webkit-print-color-adjust:exact}a{color:inherit}}
`;
