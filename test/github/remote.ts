import type { Acts } from "./acts/acts.ts";
import type { Control } from "./control.ts";
import type { Look } from "./look/look.ts";

/** The same whether the stand-in is in this process or in another one. */
export type Remote<Methods> = {
  readonly [Name in keyof Methods]: Methods[Name] extends (...given: infer Given) => infer Result
    ? (...given: Given) => Promise<Awaited<Result>>
    : never;
};

export interface Groups {
  readonly acts: Remote<Acts>;
  readonly look: Remote<Look>;
  readonly control: Remote<Control>;
}

/** Every method gives a promise, as those of another process do. */
export function promised<Methods extends object>(methods: Methods): Remote<Methods> {
  const wrapped = Object.entries(methods).map(
    ([name, method]: [string, (...given: unknown[]) => unknown]) => [
      name,
      async (...given: unknown[]) => method(...given),
    ],
  );
  return Object.fromEntries(wrapped);
}

/** `acts.openPull`, by its name, for whoever asks from another process. */
export async function invoke(groups: Groups, name: string, parameters: readonly unknown[]): Promise<unknown> {
  const [group = "", method = ""] = name.split(".");
  const methods = Object.entries(groups).find(([known]) => known === group)?.[1];
  const found: unknown = Object.entries(methods ?? {}).find(([known]) => known === method)?.[1];
  if (typeof found !== "function") throw new Error(`The stand-in has no method ${name}.`);
  return found(...parameters);
}

/** Methods of a stand-in in another process. */
export function remoteGroups(origin: string): Groups {
  return {
    acts: remoteGroup(origin, "acts"),
    look: remoteGroup(origin, "look"),
    control: remoteGroup(origin, "control"),
  };
}

function remoteGroup<Methods>(origin: string, group: string): Remote<Methods> {
  const methods: object = new Proxy(
    {},
    {
      // Whoever awaits the group itself asks it for `then`.
      get: (_, name) =>
        typeof name !== "string" || name === "then"
          ? undefined
          : (...parameters: unknown[]) => call(origin, `${group}.${name}`, parameters),
    },
  );
  return methods as Remote<Methods>;
}

async function call(origin: string, method: string, parameters: readonly unknown[]): Promise<unknown> {
  const body = JSON.stringify({ method, parameters });
  const response = await fetch(`${origin}/_stand-in`, { method: "POST", body });
  const answer: { readonly result?: unknown; readonly message?: string } = JSON.parse(await response.text());
  if (!response.ok) throw new Error(answer.message ?? `The stand-in answered ${response.status}.`);
  return answer.result;
}
