import type { TenantsTexts } from "./tenants-texts.ts";

export const tenantsJa: TenantsTexts = {
  assets: {
    paths: "パス",
    namespaces: "namespace",
    clusters: "クラスター",
    accounts: "AWS アカウント",
    argoProjects: "Argo CD プロジェクト",
    hosts: "ホスト",
    stateKeys: "Terraform の state",
  },
  counted: {
    paths: (count) => `パス ${count}`,
    namespaces: (count) => `namespace ${count}`,
    clusters: (count) => `クラスター ${count}`,
    accounts: (count) => `アカウント ${count}`,
    argoProjects: (count) => `Argo CD プロジェクト ${count}`,
    hosts: (count) => `ホスト ${count}`,
    stateKeys: (count) => `state ${count}`,
  },
  nobody:
    "まだ誰も何も所有していません。設定の tenants と tenantSources のどちらからもテナントが得られませんでした。始め方は docs/guides/ja/tenants.md にあります。",
  head: (tenants, teams) => `テナント ${tenants} 件、チーム ${teams} 件`,
  columns: ["テナント", "チーム", "所有するもの", "書かれている場所"],
  configuration: "設定",
  files: (count) => `ファイル ${count} 件`,
  nothingOwned: "なし",
  setting: (key) => `設定の ${key}`,
  unknownThing: (thing) =>
    `${thing} という名前のものを所有しているテナントはなく、リポジトリにそのパスもありません。namespace:${thing} のように種類を付けると、詳しく答えられます。`,
  ownedBy: (kind, what) => `${kind} ${what} の所有者:`,
  unowned: (kind, what) => `${kind} ${what} の所有者はいません。`,
  good: "所有の食い違いはなく、すべてのソースを読み取れます。",
  problems: (count) => `直すべき点が ${count} 件あります`,
  conflicts: "共通のチームを持たない複数のテナントが所有しているもの:",
  twoOwners: (things, owners) =>
    `${things}: ${owners} のそれぞれが所有者として扱われ、互いの変更を止められません。`,
  overruled: (things, owners, others) =>
    `${things}: 設定または先に書かれたソースにより ${owners} が所有者です。別の場所には ${others} と書かれています。`,
  mendConflict: "どちらかの記述を直すか、両方に共通のチームを書いてください。",
  remarks: "所有者が分からない、または範囲が広すぎる記述:",
  remark: {
    unread: (detail) =>
      detail === ""
        ? "ファイルが大きすぎるか、時間がかかりすぎるため読み取れません。ここに書かれたチームは所有者になりません。"
        : `ファイル、またはこの部分を読み取れません（${detail}）。ここに書かれたチームは所有者になりません。`,
    noTeam: (others, roles) =>
      [
        "チームが書かれていないため、所有者がいません。",
        others === "" ? "" : `${others} は、ソースの pattern に合いません。`,
        roles === "" ? "" : `${roles} は、ソースの roles にありません。`,
      ].join(""),
    impossibleTeam: (name) =>
      `「${name}」は pattern に合いますが、チームの名前としてあり得ません。直すか、except で除いてください。`,
    tooManyTeams: (teams) =>
      `${teams} チームがまとめて書かれています。誰のものとも言えないため、どのチームも所有者になりません。`,
    otherNamespace: (namespace) =>
      `別の namespace のフォルダーに、namespace ${namespace} についての記述があります。これによって所有者は決まりません。`,
    settingMatchesEverything: (pattern) =>
      `「${pattern}」はすべてに一致するため、tenantSources の記述は効きません。対象を具体的に書いてください。`,
    fileMatchesEverything: (pattern) =>
      `「${pattern}」はすべてに一致するため、誰にも何も与えません。対象を具体的に書いてください。`,
    matchesNothing: (pattern) => `「${pattern}」に一致するものは、このリポジトリにありません。`,
    unreadPattern: (pattern) => `「${pattern}」は波括弧を含むため、ここでは解釈できません。`,
    findsNothing:
      "このソースからはテナントが得られません。directory、files、pattern をリポジトリの内容と見比べてください。",
  },
  orphans: "所有者のいないもの:",
  filesInFolder: (folder, files) => `${folder}（ファイル ${files} 件）`,
  mendOrphans: "これらの変更は、既定のレビュー担当に依頼されます（TEN-001）。",
  notOwned: (list) => `誰も所有していない種類のため、調べていません: ${list}`,
  teamsNotChecked: (teams) =>
    `${teams} チームが実在するかどうかは、ここでは確認していません。GitHub だけが知っています。`,
  more: (count) => `ほか ${count} 件（--format json ですべて表示）`,
};
