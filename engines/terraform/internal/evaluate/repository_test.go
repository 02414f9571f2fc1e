package evaluate

import (
	"encoding/json"
	"strings"
	"testing"
)

// reading evaluates `v = <expression>` in the folder `live/a`, beside files that are given.
func reading(t *testing.T, expression string, files map[string]string) result {
	t.Helper()
	all := map[string]string{"live/a/main.tf": "data \"x_y\" \"z\" {}\nresource \"a_b\" \"c\" {\n v = " + expression + "\n}\n"}
	for path, text := range files {
		all[path] = text
	}
	return run(t, Input{Root: "live/a", Files: all, Closed: map[string]bool{"live/a/large.json": true, "live/a/x.zip": false}})
}

func TestFilesOfTheRepository(t *testing.T) {
	files := map[string]string{
		"live/a/policy.json":   `{"a": 1}`,
		"live/a/p/one.json":    "1",
		"live/a/p/q/two.json":  "2",
		"live/a/p/three.yaml":  "3",
		"modules/shared.json":  `"shared"`,
		"live/a/hello.tftpl":   "hello ${name}%{ for x in list } ${upper(x)}%{ endfor }",
		"live/a/self.tftpl":    `${templatefile("self.tftpl", {})}`,
		"live/a/loop.tftpl":    "%{ for a in range(1000) }%{ for b in range(1000) }%{ for c in range(1000) }x%{ endfor }%{ endfor }%{ endfor }",
		"live/a/broken.tftpl":  "${",
		"live/a/missing.tftpl": "${other}",
		"live/a/deep.json":     strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000),
		"live/a/deep.yaml":     strings.Repeat("- ", 50_000) + "1",
	}
	for expression, want := range map[string]string{
		`file("${path.module}/policy.json")`:                              `"{\"a\": 1}"`,
		`file("policy.json")`:                                             `"{\"a\": 1}"`,
		`jsondecode(file("./policy.json")).a`:                             "1",
		`jsondecode(file("${path.root}/../../modules/shared.json"))`:      `"shared"`,
		`filebase64("p/one.json")`:                                        `"MQ=="`,
		`filemd5("p/one.json")`:                                           `"c4ca4238a0b923820dcc509a6f75849b"`,
		`filebase64sha256("p/one.json")`:                                  `"a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s="`,
		`fileexists("policy.json")`:                                       "true",
		`fileexists("x.zip")`:                                             "true",
		`fileexists("no.json")`:                                           "false",
		`[for f in fileset(path.module, "p/*.json") : f]`:                 `["p/one.json"]`,
		`[for f in fileset("${path.module}/p", "**") : f]`:                `["one.json","q/two.json","three.yaml"]`,
		`[for f in fileset("p", "*.{json,yaml}") : f]`:                    `["one.json","three.yaml"]`,
		`length(fileset("p", "*.txt"))`:                                   "unknown",
		`fileset(local.folder, "*")`:                                      "unknown",
		`templatefile("hello.tftpl", { name = "you", list = ["a"] })`:     `"hello you A"`,
		`templatefile("hello.tftpl", { name = data.x_y.z.n, list = [] })`: "unknown",
		`templatefile("self.tftpl", {})`:                                  "unknown",
		`templatefile("loop.tftpl", {})`:                                  "unknown",
		`templatefile("broken.tftpl", {})`:                                "unknown",
		`templatefile("missing.tftpl", {})`:                               "unknown",
		`file("../../../../../../etc/passwd")`:                            "unknown",
		`file("/etc/passwd")`:                                             "unknown",
		`file("~/.ssh/id_rsa")`:                                           "unknown",
		`file("no.json")`:                                                 "unknown",
		`file("large.json")`:                                              "unknown",
		`file(data.x_y.z.path)`:                                           "unknown",
		`jsondecode(file("deep.json"))`:                                   "unknown",
		`yamldecode(file("deep.yaml"))`:                                   "unknown",
	} {
		t.Run(expression, func(t *testing.T) {
			out := reading(t, expression, files)
			value, known := out.values(t, "a_b.c")["v"]
			got := "unknown"
			if known {
				encoded, _ := json.Marshal(value)
				got = string(encoded)
			}
			if got != want {
				t.Errorf("%s, not %s", got, want)
			}
		})
	}
}

func TestWhatIsTooLargeToBeReadIsSaid(t *testing.T) {
	out := reading(t, `file("large.json")`, nil)
	if len(out.Diagnostics) != 1 || out.Diagnostics[0].Arguments["limit"] != "readFile" {
		t.Errorf("%v", out.Diagnostics)
	}
	if out := reading(t, `filebase64sha256("x.zip")`, nil); len(out.Diagnostics) != 0 {
		t.Errorf("%v", out.Diagnostics)
	}
}

func TestAPolicyInAFileIsWrittenThere(t *testing.T) {
	files := map[string]string{
		"main.tf": "data \"x_y\" \"z\" {}\nresource \"aws_iam_policy\" \"a\" {\n  policy = file(\"p.json\")\n}\n" +
			"resource \"aws_iam_policy\" \"b\" {\n  policy = templatefile(\"${path.module}/p.tpl\", { arn = data.x_y.z.arn })\n}\n",
		"p.json": "{\"Statement\": []}\n",
		"p.tpl":  "{\n  \"Statement\": [\n    {\n      \"Action\": \"*\",\n      \"Resource\": \"${arn}\"\n    }\n  ]\n}\n",
	}
	out := run(t, Input{Files: files})
	paths := []string{"main.tf", "p.json", "p.tpl"}
	for _, test := range [][3]string{
		{"aws_iam_policy.a", "/policy", "p.json:1:1"},
		{"aws_iam_policy.b", "/policy", "p.tpl:1:1"},
		{"aws_iam_policy.b", "/policy/Statement/0/Action", "p.tpl:4:1"},
	} {
		if got := out.source(t, test[0], test[1], paths); got != test[2] {
			t.Errorf("%s%s stands at %s, not %s", test[0], test[1], got, test[2])
		}
	}
	policy, _ := json.Marshal(out.values(t, "aws_iam_policy.b")["policy"])
	if string(policy) != `{"Statement":[{"Action":"*"}]}` {
		t.Errorf("%s", policy)
	}
}

func TestModulesAreGivenDocumentsInParts(t *testing.T) {
	out := run(t, Input{Files: map[string]string{"main.tf": `data "x_y" "z" {}
module "m" {
  source    = "acme/m/aws"
  some_json = jsonencode({ Action = "*", Resource = data.x_y.z.arn })
  list      = [jsonencode({ Action = "*", Resource = data.x_y.z.arn })]
}
`}})
	values, _ := json.Marshal(out.values(t, "module.m"))
	if string(values) != `{"list":[{"Action":"*"}],"some_json":{"Action":"*"},"source":"acme/m/aws"}` {
		t.Errorf("%s", values)
	}
}

func TestWhatIsOnlyForgotten(t *testing.T) {
	out := run(t, Input{Files: map[string]string{"main.tf": "removed {\n from = a_b.c\n lifecycle {\n destroy = false\n }\n}\nremoved {\n from = a_b.d\n}\n"}})
	if len(out.Moves) != 2 || out.Moves[0]["kept"] != true || out.Moves[1]["kept"] != nil {
		t.Errorf("%v", out.Moves)
	}
}
