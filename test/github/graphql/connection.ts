import { Unanswered } from "./unanswered.ts";

export interface PageArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

const pageSizeMax = 100;

/**
 * One page of a list. GitHub demands `first` or `last`, and no more than a hundred. Arguments that the stand-in does
 * not follow are refused, instead of giving what was not asked for.
 */
export function connection<Item>(
  name: string,
  items: readonly Item[],
  given: PageArguments & Readonly<Record<string, unknown>>,
  node: (item: Item) => unknown,
  followed: readonly string[] = [],
): Readonly<Record<string, unknown>> {
  refuseOthers(name, given, followed);
  const { first, last } = given;
  if (typeof first !== "number" && typeof last !== "number")
    throw new Unanswered(
      "MISSING_PAGINATION_BOUNDARIES",
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    );
  const size = first ?? last ?? 0;
  if (size > pageSizeMax || size < 1)
    throw new Unanswered(
      "EXCESSIVE_PAGINATION",
      `Requesting ${size} records on the \`${name}\` connection exceeds the \`first\` limit of 100 records.`,
    );
  const from = given.after ? placeOf(given.after) + 1 : 0;
  const to = given.before ? placeOf(given.before) : items.length;
  const start = typeof first === "number" ? from : Math.max(from, to - size);
  const end = typeof first === "number" ? Math.min(to, from + size) : to;
  const page = items.slice(start, end);
  return {
    totalCount: items.length,
    nodes: page.map(node),
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      startCursor: page.length === 0 ? null : cursorOf(start),
      endCursor: page.length === 0 ? null : cursorOf(end - 1),
    },
  };
}

const always = ["first", "last", "after", "before"];

function refuseOthers(
  name: string,
  given: Readonly<Record<string, unknown>>,
  followed: readonly string[],
): void {
  for (const [argument, value] of Object.entries(given))
    if (value !== null && value !== undefined && ![...always, ...followed].includes(argument))
      throw new Error(`The stand-in does not follow the argument ${argument} of ${name}.`);
}

function cursorOf(place: number): string {
  return Buffer.from(`cursor:v2:${place}`).toString("base64");
}

function placeOf(cursor: string): number {
  return Number(Buffer.from(cursor, "base64").toString("utf8").split(":")[2]);
}
