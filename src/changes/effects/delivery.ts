import type { ChangeEffect } from "../../model/change-effect.ts";
import { type PropertyPlace, propertyEffects } from "./properties.ts";
import type { Sides } from "./sides.ts";

function sourcePlaces(source: readonly (string | number)[]): readonly PropertyPlace[] {
  return [
    { property: "chart", path: [...source, "chart"], fact: true },
    { property: "sourcePath", path: [...source, "path"], fact: true },
    { property: "revision", path: [...source, "targetRevision"], fact: true },
    { property: "moduleSource", path: [...source, "repoURL"] },
  ];
}

/** An Application of Argo CD, or what an ApplicationSet makes: what is delivered from where, to where, and how. */
export function applicationEffects(sides: Sides): readonly ChangeEffect[] {
  const top = sides.change.type.endsWith("ApplicationSet") ? ["spec", "template", "spec"] : ["spec"];
  return propertyEffects(sides, [
    ...sourcePlaces([...top, "source"]),
    ...sourcePlaces([...top, "sources", 0]),
    { property: "destination", path: [...top, "destination", "namespace"], fact: true },
    { property: "project", path: [...top, "project"] },
    { property: "prune", path: [...top, "syncPolicy", "automated", "prune"] },
    { property: "selfHeal", path: [...top, "syncPolicy", "automated", "selfHeal"] },
  ]);
}

/** A HelmRelease of Flux. */
export function helmReleaseEffects(sides: Sides): readonly ChangeEffect[] {
  return propertyEffects(sides, [
    { property: "chart", path: ["spec", "chart", "spec", "chart"], fact: true },
    { property: "chartVersion", path: ["spec", "chart", "spec", "version"], fact: true },
    { property: "suspended", path: ["spec", "suspend"] },
  ]);
}
