/**
 * The style of the page: for a screen and for A4. Text has at least seven to one against its ground; nothing is told by a
 * colour alone, and nothing is loaded from anywhere.
 */
export const style = `
:root{color-scheme:light;--text:#17202c;--quiet:#4a5666;--line:#cdd4dd;--sheet:#f4f6f9;--accent:#12416f;--good:#1e6b4a;--bad:#a3241b;--warn:#8a5200}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:var(--text);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Hiragino Sans","Noto Sans JP","Noto Sans CJK JP",Meiryo,sans-serif}
main{max-width:66rem;margin:0 auto;padding:2.5rem 1.5rem 4rem}
header.cover{border-top:6px solid var(--accent);padding-top:1.2rem;margin-bottom:1.5rem}
header.cover .kind{color:var(--accent);font-weight:650;letter-spacing:.02em;margin:0}
h1{font-size:2rem;line-height:1.25;margin:.2rem 0 .4rem}
h1+p{font-size:1.1rem;margin:.1rem 0;overflow-wrap:anywhere}
h2{font-size:1.3rem;line-height:1.3;margin:2.6rem 0 .7rem;padding-bottom:.3rem;border-bottom:2px solid var(--accent);break-after:avoid}
h3{font-size:1.02rem;margin:1.4rem 0 .4rem;break-after:avoid}
p{margin:.45rem 0;max-width:48rem}
.quiet{color:var(--quiet)}
.small{font-size:.87rem}
a{color:var(--accent)}
code{font:.86em ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono CJK JP",monospace;overflow-wrap:anywhere}
.verdict{border:1px solid var(--line);border-left:8px solid var(--good);background:var(--sheet);padding:.9rem 1.2rem;margin:1.2rem 0;font-size:1.1rem;font-weight:600;max-width:none;break-inside:avoid}
.verdict,.verdict.bad,.verdict.warn{color:var(--text)}.verdict.bad{border-left-color:var(--bad)}.verdict.warn{border-left-color:var(--warn)}
.figures{display:grid;grid-template-columns:repeat(4,1fr);gap:.7rem;list-style:none;padding:0;margin:1rem 0}
.figures li{border:1px solid var(--line);padding:.7rem .9rem;break-inside:avoid}
.figures b{display:block;font-size:1.7rem;line-height:1.2;font-variant-numeric:tabular-nums}
.figures li.bad b{color:var(--bad)}
nav ol{columns:2;column-gap:2rem;padding-left:1.5rem;margin:.4rem 0}
nav li{margin:.15rem 0}
dl.facts{display:grid;grid-template-columns:minmax(9rem,auto) 1fr;gap:0;margin:.6rem 0;border-top:1px solid var(--line)}
dl.facts dt,dl.facts dd{padding:.38rem .8rem .38rem 0;border-bottom:1px solid var(--line);margin:0}
dl.facts dt{color:var(--quiet)}dl.facts dd{overflow-wrap:anywhere}
.scroll{overflow-x:auto;margin:.6rem 0}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .8rem .4rem 0;border-bottom:1px solid var(--line);overflow-wrap:break-word}
td.said{overflow-wrap:anywhere;min-width:10rem}
thead th{color:var(--quiet);font-weight:600;border-bottom:2px solid var(--line);overflow-wrap:normal;white-space:nowrap}
th[scope=row]{font-weight:600}
.sums thead th{white-space:normal}.sums th[scope=row]{min-width:11rem}.sums td.n,.sums th.n{padding-left:.6rem}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.w{white-space:nowrap}
tfoot td,tfoot th{font-weight:650;border-top:2px solid var(--line)}
.bad{color:var(--bad);font-weight:650}.good{color:var(--good);font-weight:600}.warn{color:var(--warn);font-weight:600}
article{border:1px solid var(--line);border-left:5px solid var(--accent);padding:.8rem 1.1rem;margin:.8rem 0;break-inside:avoid}
article h3{margin:0 0 .3rem}
article dl.facts{border-top:0;margin:.2rem 0 0;font-size:.92rem}
article dl.facts dd:last-of-type,article dl.facts dt:last-of-type{border-bottom:0}
ul.plain,ol.plain{padding-left:1.3rem;max-width:48rem;margin:.4rem 0}ul.plain li,ol.plain li{margin:.3rem 0}
td ul{margin:0;padding-left:1.1rem}
footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:.8rem;color:var(--quiet);font-size:.85rem;overflow-wrap:anywhere}
@media (max-width:44rem){.figures{grid-template-columns:repeat(2,1fr)}nav ol{columns:1}dl.facts{grid-template-columns:1fr}dl.facts dt{border-bottom:0;padding-bottom:0}}
@page{size:A4;margin:16mm 14mm 18mm}
@media print{body{font-size:9.6pt;line-height:1.45}main{max-width:none;padding:0}h1{font-size:19pt}h2{font-size:12.5pt;margin:1.6rem 0 .5rem}h3{font-size:10.5pt}thead{display:table-header-group}tr,article,.verdict{break-inside:avoid}.scroll{overflow:visible}table{font-size:8.4pt}dl.facts{font-size:9pt}a{color:inherit;text-decoration:none}nav{display:none}.verdict,.figures li,article{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
