package evaluate

import (
	"fmt"
	"strings"
	"testing"
)

// source is where a value of a resource is written, as `file:line:column`.
func (r result) source(t *testing.T, address, pointer string, files []string) string {
	t.Helper()
	for _, resource := range r.Resources {
		if resource.Address != address {
			continue
		}
		at, ok := resource.Sources[pointer]
		if !ok {
			return "its own place"
		}
		return fmt.Sprintf("%s:%d:%d", files[at[0]], at[1], at[2])
	}
	t.Fatalf("no %s among %v", address, r.addresses())
	return ""
}

const referring = `variable "plain" {
  default = "p"
}
variable "given" {}
variable "unset" {}
variable "list" {
  default = ["a", "b"]
}
variable "object" {
  default = {
    inner = { port = 22 }
    many  = ["x",
      "y"]
  }
}
locals {
  plain    = var.plain
  computed = "${var.plain}-x"
  merged   = merge(var.object, {})
  weights  = { blue = 10, green = 90 }
  names    = toset(["n2", var.plain, "n1"])
  one      = local.other
  other    = local.one
  choice   = var.plain == "p" ? var.list : []
}
data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["*"]
    resources = ["*"]
  }
}
`

func TestSources(t *testing.T) {
	tests := []struct{ name, expression, pointer, want string }{
		{"a literal stands where it is", `"x"`, "", "its own place"},
		{"a variable's default", `var.plain`, "", "a.tf:2:3"},
		{"a variable in a text of its own", `"${var.plain}"`, "", "a.tf:2:3"},
		{"a variable in a longer text", `"${var.plain}!"`, "", "its own place"},
		{"a variable file's entry", `var.given`, "", "terraform.tfvars:2:1"},
		{"a variable without a value", `var.unset`, "", "a.tf:5:1"},
		{"a local's reference goes on", `local.plain`, "", "a.tf:2:3"},
		{"a local that is computed", `local.computed`, "", "a.tf:18:3"},
		{"an element of a list", `var.list`, "/1", "a.tf:7:19"},
		{"an index", `var.list[1]`, "", "a.tf:7:19"},
		{"an index that is computed", `var.list[length(var.list) - 1]`, "", "a.tf:7:19"},
		{"an index that is not there", `var.list[5]`, "", "its own place"},
		{"an attribute", `var.object.inner.port`, "", "a.tf:11:15"},
		{"an attribute within", `var.object`, "/inner/port", "a.tf:11:15"},
		{"an element within", `var.object`, "/many/1", "a.tf:13:7"},
		{"a member by its name", `local.weights["green"]`, "", "a.tf:20:27"},
		{"a member of something computed", `local.merged.inner`, "", "its own place"},
		{"a function", `upper(var.plain)`, "", "its own place"},
		{"a conversion", `tostring(var.plain)`, "", "a.tf:2:3"},
		{"the elements of a set, by their value", `tolist(local.names)`, "/0", "a.tf:21:38"},
		{"the elements of a set that are references", `tolist(local.names)`, "/2", "a.tf:2:3"},
		{"the branch that is taken", `local.choice`, "/0", "a.tf:7:14"},
		{"a reference within an object", `{ a = var.plain, b = 1 }`, "/a", "a.tf:2:3"},
		{"a literal beside it", `{ a = var.plain, b = 1 }`, "/b", "its own place"},
		{"a reference within a list", `[1, var.plain]`, "/1", "a.tf:2:3"},
		{"what refers to itself", `local.one`, "", "its own place"},
		{"the result of a data source", `data.aws_iam_policy_document.d.json`, "", "a.tf:26:1"},
		{"what is not declared", `var.nothing`, "", "its own place"},
	}
	files := []string{"a.tf", "terraform.tfvars", "x.tf"}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			out := run(t, Input{Files: map[string]string{
				"a.tf": referring, "terraform.tfvars": "\ngiven = 1\n",
				"x.tf": "resource \"a_b\" \"c\" {\n  v = " + test.expression + "\n}\n",
			}})
			if got := out.source(t, "a_b.c", "/v"+test.pointer, files); got != test.want {
				t.Errorf("%s, not %s", got, test.want)
			}
		})
	}
}

func TestSourcesAcrossModules(t *testing.T) {
	files := []string{"a/main.tf", "m/main.tf"}
	out := run(t, Input{Root: "a", Files: map[string]string{
		"a/main.tf": `locals {
  cidrs = ["10.0.0.0/8", "0.0.0.0/0"]
  teams = {
    red  = { port = 1 }
    blue = { port = 2 }
  }
}
module "m" {
  source   = "../m"
  for_each = local.teams
  cidrs    = local.cidrs
  port     = each.value.port
  nothing  = null
}
`,
		"m/main.tf": `variable "cidrs" {}
variable "port" {}
variable "nothing" {
  default  = 7
  nullable = false
}
resource "a_b" "c" {
  dynamic "ingress" {
    for_each = [var.cidrs]
    content {
      cidr_blocks = ingress.value
      port        = var.port
      default     = var.nothing
    }
  }
  dynamic "rule" {
    for_each = var.cidrs
    iterator = each_rule
    content {
      cidr = each_rule.value
    }
  }
}
`,
	}})
	for pointer, want := range map[string]string{
		"/ingress/0/cidr_blocks":   "a/main.tf:2:3",
		"/ingress/0/cidr_blocks/1": "a/main.tf:2:26",
		"/ingress/0/port":          "a/main.tf:5:14",
		"/ingress/0/default":       "m/main.tf:4:3",
		"/rule/1/cidr":             "a/main.tf:2:26",
	} {
		if got := out.source(t, `module.m["blue"].a_b.c`, pointer, files); got != want {
			t.Errorf("%s: %s, not %s", pointer, got, want)
		}
	}
}

func TestSourcesInJSON(t *testing.T) {
	files := []string{"a.tf.json"}
	out := run(t, Input{Files: map[string]string{"a.tf.json": `{
  "variable": {"v": {
    "default": ["a", "b"]}},
  "resource": {"a_b": {"c": {
    "whole": "${var.v}", "part": "${var.v[1]}", "text": "x${var.v[1]}"
  }}}
}`}})
	for pointer, want := range map[string]string{
		"/whole": "a.tf.json:3:5", "/whole/1": "a.tf.json:3:22", "/part": "a.tf.json:3:22", "/text": "its own place",
	} {
		if got := out.source(t, "a_b.c", pointer, files); got != want {
			t.Errorf("%s: %s, not %s", pointer, got, want)
		}
	}
}

// TestSourcesAreBounded: chains that are too long, of too many values.
func TestSourcesAreBounded(t *testing.T) {
	var text strings.Builder
	text.WriteString("locals {\n  a0 = { x = 1 }\n")
	for at := 1; at < 200; at++ {
		fmt.Fprintf(&text, "  a%d = local.a%d\n", at, at-1)
	}
	text.WriteString("  all = [" + strings.Repeat("local.a199, ", 5000) + "]\n}\n")
	text.WriteString("resource \"a_b\" \"c\" {\n  v = local.all\n}\n")
	out := run(t, Input{Files: map[string]string{"a.tf": text.String()}})
	for _, resource := range out.Resources {
		if len(resource.Sources) > sourcesPerResourceMax {
			t.Errorf("%d sources", len(resource.Sources))
		}
	}
}

// TestSourcesOfCostlyChoices: to know which branch is taken, each of the 4,000 elements would ask for the size of a
// large list.
func TestSourcesOfCostlyChoices(t *testing.T) {
	text := "locals {\n  large = [" + strings.Repeat("1, ", 12000) + "]\n  small = 5\n" +
		"  huge = concat(local.large, local.large)\n  choice = length(local.huge) > 1 ? local.small : 2\n}\n" +
		"resource \"a_b\" \"c\" {\n  v = [" + strings.Repeat("local.choice, ", 4000) + "]\n}\n"
	out := run(t, Input{Files: map[string]string{"a.tf": text}})
	if left := current.sourceWork; left != 0 {
		t.Errorf("%d of the work is left", left)
	}
	if found := len(out.Resources[0].Sources); found == 0 || found > 1000 {
		t.Errorf("%d sources", found)
	}
}
