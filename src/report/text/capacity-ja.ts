import type { CapacityTexts, NumbersTold } from "./capacity-texts.ts";

const changed = ({ label, before, after }: NumbersTold) =>
  before === after ? `${label} ${after}` : `${label} ${before} → ${after}`;

/** What begins with a Latin letter stands apart from the words before it. */
const apart = (label: string) => (/^[\x21-\x7e]/.test(label) ? ` ${label}` : label);

export const capacityJa: CapacityTexts = {
  title: {
    change: "変更後に使用できる量（この変更から分かる範囲）:",
    repository: "変更後に使用できる量（このリポジトリから分かる範囲）:",
    complete: "変更後に使用できる量:",
  },
  labels: {
    nodes: "ノード数",
    "nodes.least": "ノード数の下限",
    "nodes.zone": "ゾーンごとのノード数",
    "nodes.zone.least": "ゾーンごとのノード数の下限",
    pods: "Pod 数",
    "requests.cpu": "CPU 要求",
    "limits.cpu": "CPU 上限",
    "requests.memory": "メモリー要求",
    "limits.memory": "メモリー上限",
    "requests.storage": "ストレージ",
    "requests.ephemeral-storage": "一時ストレージの要求",
    "limits.ephemeral-storage": "一時ストレージの上限",
    persistentvolumeclaims: "PersistentVolumeClaim 数",
    services: "Service 数",
    "services.loadbalancers": "ロードバランサー数",
    "services.nodeports": "NodePort 数",
    configmaps: "ConfigMap 数",
    secrets: "Secret 数",
    replicationcontrollers: "ReplicationController 数",
    resourcequotas: "ResourceQuota 数",
    "capacity.cpu": "CPU",
    "capacity.memory": "メモリー",
  },
  ofClass: (label, storageClass) => `クラス ${storageClass} の${apart(label)}`,
  underQuota: (label, quota, scopes) => `クォータ ${quota}（${scopes.join("、")}）の${apart(label)}`,
  other: (kind, name) =>
    kind === "count" ? `${name} の数` : `${name} の${kind === "requests" ? "要求" : "上限"}`,
  between: (least, most) => `${least}～${most}`,
  whileItRollsOut: (text, excess) => `${text}。新旧の Pod が入れ替わる間は ${excess} 超過します`,
  atLeast: (amount) => `${amount} 以上`,
  place: (kind, name) =>
    kind === "namespace" ? name : kind === "tenant" ? `テナント ${name}` : `ノードグループ ${name}`,
  unnamed: (root) => `${root}（Namespace の指定なし）`,
  inPlace: (place, where) => `${place}（${where}）`,
  unbounded: changed,
  remaining: (row, allowed, remains) => `${changed(row)}（割り当て ${allowed}、残り ${remains}）`,
  remainingAtMost: (row, allowed, remains) => `${changed(row)}（割り当て ${allowed}、残りは最大 ${remains}）`,
  nothingRemains: (row, allowed) => `${changed(row)}（割り当て ${allowed}、残りなし）`,
  tooMuch: (row, allowed, excess) => `${changed(row)}（割り当て ${allowed} を ${excess} 超過）`,
  stillTooMuch: (row, allowed, excess) => `${changed(row)}（割り当て ${allowed} をまだ ${excess} 超過）`,
  newAllowance: (allowed) => `${allowed}［新規］`,
  changedAllowance: (before, after) => `${after}［変更前 ${before}］`,
  lostAllowance: (row, before) => `${changed(row)}（割り当て ${before} がなくなり、制限なし）`,
  same: (label, amount) => ({ label, before: amount, after: amount }),
  all: (count) => `使用できる量: 変わる値 ${count} 件`,
  less: (places) => `使用できる量: ${places} で減ります`,
  morePlaces: (count) => `ほかに ${count} か所`,
  columns: ["対象", "項目", "変更前 → 変更後", "割り当て", "残り"],
  noLimit: "制限なし",
  tooMuchCell: (excess) => `${excess} 超過`,
  moreRows: (count) => `ほかに ${count} 件`,
  uncounted: (name, reason) => `集計に含まれないもの: ${name}。${reason}`,
  reasons: {
    unknown: "量を決める値が、適用するまで決まりません。",
    "each-node": "各ノードで動きますが、ここではノード数が分かりません。",
    unbounded: "Pod 数に上限がなく、要求に応じて増えます。",
    "no-target": "スケールの対象がここでは見つかりません。",
    unread: "変更後のファイル、またはその生成元を読み取れません。",
    "scoped-quota": "何を対象とするかが、適用するまで決まりません。",
    "refused-quota":
      "スコープが存在しない、互いに矛盾している、または制限する項目を対象にできないため、Kubernetes が受け付けません。",
  },
};
