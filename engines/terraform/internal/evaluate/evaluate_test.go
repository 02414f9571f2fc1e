package evaluate

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

type result struct {
	Resources []struct {
		Address   string
		Type      string
		Values    map[string]any
		Unknown   map[string]string
		Sensitive []string
		Ranges    map[string][5]int
		Sources   map[string][5]int
		Calls     [][5]int
	}
	Moves       []map[string]any
	Diagnostics []problemJSON
	Referred    map[string][]string
}

func run(t *testing.T, in Input) result {
	t.Helper()
	if in.Root == "" {
		in.Root = "."
	}
	var out result
	if err := json.Unmarshal(Run(in), &out); err != nil {
		t.Fatalf("the output is no JSON: %v\n%s", err, Run(in))
	}
	return out
}

func (r result) values(t *testing.T, address string) map[string]any {
	t.Helper()
	for _, resource := range r.Resources {
		if resource.Address == address {
			return resource.Values
		}
	}
	t.Fatalf("no %s among %v", address, r.addresses())
	return nil
}

func (r result) addresses() []string {
	found := []string{}
	for _, resource := range r.Resources {
		found = append(found, resource.Address)
	}
	return found
}

// TestExpressions evaluates `v = <expression>`; what is expected is JSON, and "unknown" stands for an unknown value.
func TestExpressions(t *testing.T) {
	const given = `
variable "size" {
  type    = number
  default = "3"
}
variable "shape" {
  type = object({ a = string, b = optional(number, 7) })
  default = { a = "x" }
}
variable "outside" {}
variable "list" { default = ["a", "b"] }
locals {
  upper = upper(local.lower)
  lower = "abc"
  tags  = merge({ a = "1" }, { b = var.size })
}
data "aws_region" "here" {}
resource "aws_x" "other" {
  name = "known"
  rule {
    port = 443
  }
}
resource "aws_x" "many" {
  for_each = { a = "1", b = "2" }
  name     = each.key
}
resource "aws_x" "t" {
  v = `
	for name, test := range map[string][2]string{
		"a default takes the declared type":            {`var.size`, `3`},
		"an optional attribute has its default":        {`var.shape.b`, `7`},
		"a variable without a value is unknown":        {`var.outside`, `unknown`},
		"locals may stand in any order":                {`local.upper`, `"ABC"`},
		"merge":                                        {`local.tags`, `{"a":"1","b":3}`},
		"a heredoc loses its indentation":              {"<<-E\n    a\n      b\n    E\n", `"a\n  b\n"`},
		"a conditional with a known condition":         {`var.size > 2 ? "big" : var.outside`, `"big"`},
		"a conditional with an unknown one":            {`var.outside == "" ? "a" : "b"`, `unknown`},
		"a splat":                                      {`[{ a = 1 }, { a = 2 }][*].a`, `[1,2]`},
		"a for over a map":                             {`{ for k, v in { x = 1 } : upper(k) => v + 1 }`, `{"X":2}`},
		"a configured attribute of another resource":   {`aws_x.other.name`, `"known"`},
		"a computed attribute of another resource":     {`aws_x.other.arn`, `unknown`},
		"a nested block of another resource":           {`aws_x.other.rule[0].port`, `443`},
		"the word resource before a type":              {`resource.aws_x.other.name`, `"known"`},
		"try does not take a computed value for none":  {`try(aws_x.other.arn, "none")`, `unknown`},
		"a loop over the instances of a resource":      {`[for k, r in aws_x.many : r.name]`, `["a","b"]`},
		"a computed attribute of all instances":        {`values(aws_x.many)[*].arn`, `[null,null]`},
		"a data source":                                {`data.aws_region.here.name`, `unknown`},
		"a file is not read":                           {`file("x.json")`, `unknown`},
		"a function that does not exist":               {`nothing(1)`, `unknown`},
		"a provider's function":                        {`provider::aws::arn_parse("x")`, `unknown`},
		"length of a list with unknown elements":       {`length([var.outside, 1])`, `2`},
		"lookup with a default":                        {`lookup({ a = "1" }, "b", "2")`, `"2"`},
		"coalesce passes over empty texts":             {`coalesce("", null, "x")`, `"x"`},
		"replace with a regular expression":            {`replace("a1b2", "/[0-9]/", "")`, `"ab"`},
		"cidrsubnet":                                   {`cidrsubnet("10.0.0.0/16", 8, 3)`, `"10.0.3.0/24"`},
		"cidrhost":                                     {`cidrhost("10.0.3.0/24", -1)`, `"10.0.3.255"`},
		"cidrsubnets":                                  {`cidrsubnets("10.0.0.0/16", 8, 4)`, `["10.0.0.0/24","10.0.16.0/20"]`},
		"jsonencode of what is known":                  {`jsonencode({ a = [1] })`, `"{\"a\":[1]}"`},
		"jsondecode of a document known in part":       {`jsondecode(jsonencode({ a = 1, b = var.outside })).a`, `1`},
		"one":                                          {`one(["x"])`, `"x"`},
		"the workspace is unknown unless it is given":  {`terraform.workspace`, `unknown`},
		"the folder of the module":                     {`path.module`, `"."`},
		"an index out of range":                        {`var.list[7]`, `unknown`},
		"formatlist":                                   {`formatlist("%s-x", var.list)`, `["a-x","b-x"]`},
		"a map in quotation marks with a dot as a key": {`{ "a.b/c" = 1 }`, `{"a.b/c":1}`},
	} {
		t.Run(name, func(t *testing.T) {
			out := run(t, Input{Files: map[string]string{"main.tf": given + test[0] + "\n}\n"}})
			if len(out.Diagnostics) > 0 {
				t.Fatalf("diagnostics: %v", out.Diagnostics)
			}
			got := "unknown"
			if value, known := out.values(t, "aws_x.t")["v"]; known {
				text, _ := json.Marshal(value)
				got = string(text)
			}
			if got != test[1] {
				t.Errorf("%s is %s, not %s", test[0], got, test[1])
			}
		})
	}
}

func TestInstances(t *testing.T) {
	for name, test := range map[string]struct {
		arguments string
		addresses []string
	}{
		"count":                      {"count = 2", []string{"a_b.x[0]", "a_b.x[1]"}},
		"no instance":                {"count = 0", []string{}},
		"a map":                      {`for_each = { "k\"1" = 1, b = 2 }`, []string{`a_b.x["b"]`, `a_b.x["k\"1"]`}},
		"a set":                      {`for_each = toset(["b", "a"])`, []string{`a_b.x["a"]`, `a_b.x["b"]`}},
		"an unknown count":           {"count = data.a_c.d.n", []string{"a_b.x[*]"}},
		"unknown keys":               {"for_each = toset([data.a_c.d.n])", []string{"a_b.x[*]"}},
		"known keys, unknown values": {"for_each = { a = data.a_c.d.n }", []string{`a_b.x["a"]`}},
		"far too many":               {"count = 1000000", []string{"a_b.x[*]"}},
	} {
		t.Run(name, func(t *testing.T) {
			out := run(t, Input{Files: map[string]string{
				"main.tf": "resource \"a_b\" \"x\" {\n" + test.arguments + "\n}\ndata \"a_c\" \"d\" {}\n",
			}})
			got := []string{}
			for _, resource := range out.Resources {
				if resource.Type == "a_b" {
					got = append(got, resource.Address)
				}
			}
			if !reflect.DeepEqual(got, test.addresses) {
				t.Errorf("%v, not %v", got, test.addresses)
			}
		})
	}
}

func TestModules(t *testing.T) {
	out := run(t, Input{Root: "live/prod", Files: map[string]string{
		"live/prod/main.tf": `
module "queue" {
  source   = "../../modules/queue"
  for_each = toset(["a", "b"])
  name     = each.key
}
module "remote" {
  source = "github.com/acme/x?ref=1"
  name   = module.queue["a"].full_name
}
resource "a_b" "user" { secret = module.queue["b"].secret }
`,
		"modules/queue/main.tf": `
variable "name" { type = string }
resource "aws_sqs_queue" "this" { name = "${var.name}-queue" }
output "full_name" { value = aws_sqs_queue.this.name }
output "secret" {
  value     = "${var.name}!"
  sensitive = true
}
`,
	}})
	if len(out.Diagnostics) > 0 {
		t.Fatalf("diagnostics: %v", out.Diagnostics)
	}
	if got := out.values(t, `module.queue["b"].aws_sqs_queue.this`)["name"]; got != "b-queue" {
		t.Errorf("the name is %v", got)
	}
	if got := out.values(t, "module.remote")["name"]; got != "a-queue" {
		t.Errorf("the argument is %v", got)
	}
	for _, resource := range out.Resources {
		if resource.Address == "a_b.user" && !reflect.DeepEqual(resource.Sensitive, []string{"/secret"}) {
			t.Errorf("sensitive: %v", resource.Sensitive)
		}
		if strings.HasPrefix(resource.Address, "module.queue") && len(resource.Calls) != 1 {
			t.Errorf("calls: %v", resource.Calls)
		}
	}
}

func TestVariableFilesInTheirOrder(t *testing.T) {
	files := map[string]string{
		"main.tf": "variable \"a\" {}\nvariable \"b\" {}\nvariable \"c\" {}\nvariable \"d\" {}\n" +
			"resource \"x_y\" \"z\" {\n v = [var.a, var.b, var.c, var.d]\n}\n",
		"terraform.tfvars":   "a = 1\nb = 1\nc = 1",
		"x.auto.tfvars.json": `{"b": 2, "c": 2}`,
		"prod.tfvars":        "c = 3",
		"other.tfvars":       "c = 4",
	}
	out := run(t, Input{
		Files: files, VarFiles: []string{"prod.tfvars"},
		Variables: map[string]json.RawMessage{"a": json.RawMessage("0"), "d": json.RawMessage("0")},
	})
	if got, _ := json.Marshal(out.values(t, "x_y.z")["v"]); string(got) != "[1,2,3,0]" {
		t.Errorf("the values are %s", got)
	}
}
