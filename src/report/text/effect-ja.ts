import type { EffectTexts } from "./effect-texts.ts";
import { effectWordsJa } from "./effect-words-ja.ts";
import { permissionJa } from "./permission-ja.ts";

const weekdays = ["日", "月", "火", "水", "木", "金", "土"];
const directions = { ingress: "受信", egress: "送信" } as const;

export const effectJa: EffectTexts = {
  ...effectWordsJa,
  on: "有効",
  off: "無効",
  named: (label, name) => `${label} ${name}`,
  times: (text, factor) => `${text}（${factor} 倍）`,
  differs: (label) => `${label} を変更（適用時に決まる値）`,
  secretDiffers: (label) => `${label} を変更（秘密の値）`,
  secretAdded: (label) => `${label} を追加（秘密の値）`,
  secretRemoved: (label) => `${label} を削除（秘密の値）`,
  added: (what) => `${what} を追加`,
  removed: (what) => `${what} を削除`,
  withDetail: (what, detail) => `${what}（${detail}）`,
  repeated: (text, count) => `${text}（${count} か所）`,
  created: (what) => `作成: ${what}`,
  deleted: (what) => `削除: ${what}`,
  more: (count) => `ほか ${count} 件`,
  annotation: (name) => `アノテーション ${name}`,
  label: (name) => `ラベル ${name}`,
  podAnnotation: (name) => `Pod のアノテーション ${name}`,
  podLabel: (name) => `Pod のラベル ${name}`,
  tag: (name) => `タグ ${name}`,
  defaultTag: (name) => `既定のタグ ${name}`,
  rules: {
    same: "ルールの書き方のみ変更（許可の内容は同じ）",
    allows: (verbs, resources) => `${resources} への ${verbs}`,
    gained: (verbs, resources) => `${resources} への ${verbs} を許可`,
    lost: (verbs, resources) => `${resources} への ${verbs} の許可を削除`,
    onlyNamed: (resources, names) => `${resources}（${names} のみ）`,
    everyVerb: "すべての操作 (*)",
    everything: "すべて (*)",
  },
  subjects: {
    gained: (subject, role, where) => `${subject} に${where} ${role} を付与`,
    lost: (subject, role, where) => `${subject} の${where} ${role} を解除`,
    role: (kind, name) => `${kind} ${name}`,
    subject: (kind, name) => `${kind} ${name}`,
    everywhere: "クラスター全体の",
  },
  network: {
    gained: (opening) => `${opening} を追加`,
    lost: (opening) => `${opening} を削除`,
    begins: (direction, nothing) =>
      nothing ? `${directions[direction]}をすべて拒否` : `それ以外の${directions[direction]}を拒否`,
    ends: (direction) => `${directions[direction]}の制限を解除`,
    pair: (direction, peer, port) => `${directions[direction]} ${peer}:${port}`,
    opening: (direction, peer, ports) => {
      const between = `${directions[direction]} ${peer}`;
      return ports === "" ? between : `${between} ${ports}`;
    },
    everyPort: "全ポート",
    unknownPort: "ポートは適用時に決まる",
    port: (ports) => `ポート ${ports}`,
    peers: {
      anybody: "すべての相手",
      itself: "グループ自身",
      unknown: "適用時に決まる相手",
      except: (cidr, except) => `${cidr}（${except} を除く）`,
      securityGroup: (group) => `セキュリティグループ ${group}`,
      prefixList: (list) => `プレフィックスリスト ${list}`,
      pods: (selector) => `Pod ${selector}`,
      allPods: "すべての Pod",
      podsIn: (pods, namespaces) => `Namespace ${namespaces} の ${pods}`,
      allNamespaces: "（全部）",
    },
  },
  shares: {
    own: (before, after) => `配分 ${before} → ${after}`,
    gains: (after) => `配分 ${after}（追加）`,
    loses: (before) => `配分 ${before} → なし`,
    divided: (shares) => `配分: ${shares}`,
    member: (name, before, after) => `${name} ${before} → ${after}`,
    percent: (share) => `${share} %`,
  },
  permissions: permissionJa,
  schedule: {
    everyMinute: "毎分",
    everyMinutes: (count) => `${count} 分ごと`,
    hourly: (minute) => `毎時 ${minute} 分`,
    everyHours: (count, minute) => `${count} 時間ごとの ${minute} 分`,
    daily: (time) => `毎日 ${time}`,
    weekdays: (time) => `平日 ${time}`,
    weekly: (days, time) => `毎週 ${days.map((day) => weekdays[day] ?? "").join("・")} ${time}`,
    monthly: (day, time) => `毎月 ${day} 日 ${time}`,
    inWords: (schedule, words) => `${schedule}（${words}）`,
  },
};
