import type { JsonObject, JsonValue } from "../../../../model/json.ts";
import { differenceOf, type Found } from "../algebra/difference.ts";
import { principalKey } from "../algebra/principal.ts";
import { readDocument } from "../read-document.ts";

/** `+Get on a (certain)`: what a reader of the table sees of one entry. */
function written(sign: string, { atom, certainty }: Found): string {
  const cell = (kind: string, texts: readonly string[]) =>
    kind === "except" ? `not ${texts.join("|")}` : texts.join();
  const { action, resource, principal } = atom;
  const actions = action.kind === "only" ? [action.member] : action.members;
  const resources = resource.kind === "only" ? [resource.member] : resource.members;
  const people = principal.kind === "only" ? [principal.member] : principal.members;
  const text = (part: (typeof actions)[number]) => (part.kind === "known" ? part.text : "unknown");
  const who = cell(principal.kind, people.map(principalKey));
  return [
    `${sign}${atom.effect === "Deny" ? "deny " : ""}${cell(action.kind, actions.map(text))}`,
    `on ${cell(resource.kind, resources.map(text))}`,
    ...(who === "holder" ? [] : [`for ${who}`]),
    ...(certainty === "certain" ? [] : [`(${certainty})`]),
  ].join(" ");
}

export function difference(before: JsonValue | undefined, after: JsonValue | undefined): readonly string[] {
  const { gained, lost, unread } = differenceOf(readDocument(before), readDocument(after));
  return [
    ...gained.map((found) => written("+", found)),
    ...lost.map((found) => written("-", found)),
    ...(unread.before ? ["unread before"] : []),
    ...(unread.after ? ["unread after"] : []),
  ];
}

export const policy = (...statements: readonly JsonValue[]): JsonObject => ({
  Version: "2012-10-17",
  Statement: statements,
});
export const allow = (Action: JsonValue, Resource: JsonValue = "*", more: JsonObject = {}): JsonObject => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
export const deny = (Action: JsonValue, Resource: JsonValue = "*", more: JsonObject = {}): JsonObject => ({
  ...allow(Action, Resource, more),
  Effect: "Deny",
});
export const trust = (Principal: JsonValue, more: JsonObject = {}): JsonObject => ({
  Effect: "Allow",
  Principal,
  Action: "sts:AssumeRole",
  ...more,
});
export const when = (...tests: readonly (readonly [string, string, JsonValue])[]): JsonObject => ({
  Condition: Object.fromEntries(tests.map(([test, key, values]) => [test, { [key]: values }])),
});
export const unknown = (of: string): JsonObject => ({ $unknown: of });

export const bucket = "arn:aws:s3:::a/*";
export const vpce = (id: JsonValue, test = "StringEquals") => when([test, "aws:SourceVpce", id]);
export const oidc = (test: string, sub: JsonValue) =>
  trust({ Federated: "arn:aws:iam::1:oidc-provider/g" }, when([test, "g:sub", sub]));

export type Case = readonly [
  name: string,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  expected: readonly string[],
];
