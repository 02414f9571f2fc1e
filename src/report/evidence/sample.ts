import type { SampledDecision } from "../../model/evidence.ts";
import { html, join, type Markup } from "../backtest/page/markup.ts";
import { factList, people, type Shown, shortCode, timeText, yesNo } from "./parts.ts";

/** Cards that a person reads; a sample of all is read by a program. */
const cardsMax = 100;

/** One card for each decision that was drawn. */
export function sample(shown: Shown): Markup {
  const { view, texts } = shown;
  if (view.query.sample === null) return html`<p>${texts.noSample}</p>`;
  const { seed } = view.query;
  const words = {
    drawn: view.sample.length,
    from: view.sampledFrom,
    seed,
    all: view.query.sample === "all",
  };
  const cards = view.sample.slice(0, cardsMax).map((each) => card(each, shown));
  const more = view.sample.length - cardsMax;
  return html`<p>${texts.sampleLead(words)}</p>
<p>${texts.standardChange}</p>
${join(cards)}${more > 0 ? html`<p class="quiet">${texts.more({ more, path: "decisions.ndjson" })}</p>` : null}`;
}

function card(row: SampledDecision, shown: Shown): Markup {
  const { texts } = shown;
  const facts = factList(
    [
      [
        "commit",
        html`<code>${row.commit}</code><br>${row.repository}, ${row.branch} · ${timeText(row.reached.local)}`,
      ],
      ["author", row.openedBy === null ? texts.unknown : people([row.openedBy], texts)],
      ["pushed", row.pushedBy.length === 0 ? null : people(row.pushedBy, texts)],
      ["decision", decision(row, shown)],
      ["reasons", reasons(row, shown)],
      ["approvedBy", people(row.approvers, texts)],
      ["independent", independent(row, shown)],
      ["merged", merged(row, shown)],
      ["control", row.control === null ? null : (texts.checks[row.control.check] ?? row.control.check)],
      ["waivers", row.waivers.length === 0 ? null : row.waivers.join(", ")],
      ["inForce", inForce(row, shown)],
      ["report", html`<code>${row.erased ? texts.reportErased : `blobs/${row.report}`}</code>`],
    ],
    texts,
  );
  return html`<article>
<h3>${row.drawn}. ${row.repository}#${row.number}</h3>
${facts}
</article>
`;
}

function decision({ route, gate, local, index, decisionId }: SampledDecision, { texts }: Shown): Markup {
  const said =
    gate === null
      ? null
      : html`<br>${texts.gates[gate.state] ?? gate.state} (${timeText(gate.local)}, ${texts.entry(gate.index)})`;
  return html`${texts.routes[route] ?? route} · ${timeText(local)}, ${texts.entry(index)} · ${shortCode(decisionId)}${said}`;
}

/** Of a standard change nobody has to approve anything: that nobody did is no failure. */
function independent({ route, approvedByOther }: SampledDecision, { texts }: Shown): Markup {
  const needed = route === "review" || route === "block";
  return approvedByOther === false && !needed ? html`${texts.no}` : yesNo(approvedByOther, texts);
}

function reasons({ reasons: ids, titles }: SampledDecision, { texts }: Shown): Markup {
  if (ids.length === 0) return html`${texts.none}`;
  return join(
    ids.map(
      (id, place) => html`${place === 0 ? null : html`<br>`}<strong>${id}</strong> ${titles[id] ?? ""}`,
    ),
  );
}

function merged({ merge }: SampledDecision, { texts }: Shown): Markup | null {
  if (merge === null) return null;
  const when = `${timeText(merge.local)}, ${texts.entry(merge.index)}`;
  return html`${texts.mergedBy(people([merge.by], texts), when)}`;
}

function inForce(row: SampledDecision, { texts }: Shown): Markup {
  const since = (index: number | null) => (index === null ? "" : ` (${texts.entry(index)})`);
  return html`${texts.policyKinds["rule-set"]} ${shortCode(row.policySet)}${since(row.policySetIndex)} · ${texts.policyKinds.configuration} ${shortCode(row.configuration)}${since(row.configurationIndex)} · Sekisho ${row.program}`;
}
