import type { TenantsTexts } from "./tenants-texts.ts";

function counted(one: string, many: string): (count: number) => string {
  return (count) => (count === 1 ? `1 ${one}` : `${count} ${many}`);
}

export const tenantsEn: TenantsTexts = {
  assets: {
    paths: "path",
    namespaces: "namespace",
    clusters: "cluster",
    accounts: "AWS account",
    argoProjects: "Argo CD project",
    hosts: "host",
    stateKeys: "Terraform state",
  },
  counted: {
    paths: counted("path", "paths"),
    namespaces: counted("namespace", "namespaces"),
    clusters: counted("cluster", "clusters"),
    accounts: counted("account", "accounts"),
    argoProjects: counted("Argo CD project", "Argo CD projects"),
    hosts: counted("host", "hosts"),
    stateKeys: counted("state", "states"),
  },
  nobody:
    "Nobody owns anything yet: neither tenants nor tenantSources of the configuration lead to a tenant. docs/guides/tenants.md shows how to begin.",
  head: (tenants, teams) => `${counted("tenant", "tenants")(tenants)} of ${counted("team", "teams")(teams)}`,
  columns: ["Tenant", "Teams", "Owns", "Written in"],
  configuration: "the configuration",
  files: counted("file", "files"),
  nothingOwned: "nothing",
  setting: (key) => `${key} in the configuration`,
  unknownThing: (thing) =>
    `Nobody owns anything that is called ${thing}, and no path of the repository is. Say what is meant, as in namespace:${thing}, for a full answer.`,
  ownedBy: (kind, what) => `The ${kind} ${what} belongs to:`,
  unowned: (kind, what) => `Nobody owns the ${kind} ${what}.`,
  good: "No conflicts, and every source can be read.",
  problems: (count) => `${counted("thing", "things")(count)} to mend`,
  conflicts: "Owned by tenants that have no team in common:",
  twoOwners: (things, owners) => `${things}: ${owners} each count as owner, and each may change it.`,
  overruled: (things, owners, others) =>
    `${things}: ${owners} counts, because that is written in the configuration or in an earlier source; another place names ${others}.`,
  mendConflict: "Correct one of the two places, or put a team that both share into both.",
  remarks: "Places that name no owner, or say too much:",
  remark: {
    unread: (detail) =>
      detail === ""
        ? "The file cannot be read: it is too large, or reading it took too long. Whoever it names owns nothing by it."
        : `The file, or this part of it, cannot be read (${detail}). Whoever it names owns nothing by it.`,
    noTeam: (others, roles) =>
      [
        "No team is named here, so nobody owns it.",
        others === "" ? "" : `Named are ${others}, which the pattern of the source does not describe.`,
        roles === "" ? "" : `Bound is ${roles}, which \`roles\` of the source does not list.`,
      ]
        .filter((sentence) => sentence !== "")
        .join(" "),
    impossibleTeam: (name) =>
      `"${name}" fits the pattern, and is no name that a team can have. Correct it, or take it out with \`except\`.`,
    tooManyTeams: (teams) =>
      `${teams} teams are named together, which is everybody and nobody: none of them owns it.`,
    otherNamespace: (namespace) =>
      `It is about the namespace ${namespace}, in the folder of another one, and gives nobody anything.`,
    settingMatchesEverything: (pattern) =>
      `"${pattern}" covers everything, so nothing that tenantSources say about it counts. Name what is meant.`,
    fileMatchesEverything: (pattern) =>
      `"${pattern}" covers everything, and gives nobody anything. Name what is meant.`,
    matchesNothing: (pattern) => `Nothing in this repository is called "${pattern}".`,
    unreadPattern: (pattern) => `The pattern "${pattern}" holds braces, which are not understood here.`,
    findsNothing:
      "This source leads to no tenant. Compare `directory`, `files` and `pattern` with what stands in the repository.",
  },
  orphans: "Nobody owns:",
  filesInFolder: (folder, files) => `${folder} (${counted("file", "files")(files)})`,
  mendOrphans: "A change of these asks whoever reviews by default (TEN-001).",
  notOwned: (list) => `Not looked at, because nobody owns any: ${list}.`,
  teamsNotChecked: (teams) =>
    `Whether the ${counted("team", "teams")(teams)} exist is not checked here: only GitHub knows.`,
  more: (count) => `and ${count} more (--format json shows all)`,
};
