package evaluate

import (
	"reflect"
	"strconv"
	"strings"
	"testing"
)

func itoa(number int) string { return strconv.Itoa(number) }

func TestProblems(t *testing.T) {
	const library = "variable \"must\" {}\nvariable \"may\" { default = 1 }\noutput \"o\" { value = var.must }\n"
	for name, test := range map[string]struct {
		main string
		want []string
	}{
		"an undeclared variable":    {"locals {\n a = var.nothing\n}", []string{"undeclared_variable nothing 2"}},
		"an undeclared local":       {"locals {\n a = local.nothing\n}", []string{"undeclared_local nothing 2"}},
		"an undeclared module":      {"locals {\n a = module.nothing.x\n}", []string{"undeclared_module nothing 2"}},
		"an undeclared resource":    {"locals {\n a = aws_x.y.z\n}", []string{"undeclared_resource aws_x.y 2"}},
		"an undeclared data source": {"locals {\n a = data.aws_x.y.z\n}", []string{"undeclared_data aws_x.y 2"}},
		"inside of try, too":        {"locals {\n a = try(var.nothing, 1)\n}", []string{"undeclared_variable nothing 2"}},
		"a missing argument":        {"module \"m\" {\n source = \"./lib\"\n}", []string{"missing_argument must 1"}},
		"an undeclared argument": {
			"module \"m\" {\n source = \"./lib\"\n must = 1\n more = 2\n}", []string{"undeclared_module_input more 4"},
		},
		"an undeclared output": {
			"module \"m\" {\n source = \"./lib\"\n must = 1\n}\nlocals {\n a = [module.m.o, module.m.p]\n}",
			[]string{"undeclared_module_output p 6"},
		},
		"an output that may be missing": {
			"module \"m\" {\n source = \"./lib\"\n must = 1\n}\nlocals {\n a = try(module.m.p, 1)\n}", nil,
		},
		"a remote module's outputs and arguments": {
			"module \"m\" {\n source = \"acme/x/aws\"\n more = 1\n}\nlocals {\n a = module.m.p\n}", nil,
		},
		"a folder that is not there": {"module \"m\" {\n source = \"./none\"\n}", []string{"undeclared_module_folder none 2"}},
		"the iterator of a dynamic block": {
			"resource \"a_b\" \"c\" {\n dynamic \"rule\" {\n for_each = [1]\n content {\n port = rule.value\n }\n }\n}", nil,
		},
		"names that are no references": {
			"resource \"a_b\" \"c\" {\n provider = aws.london\n lifecycle {\n ignore_changes = [tags]\n }\n}", nil,
		},
		"a cycle": {"locals {\n a = local.b\n b = local.a\n}\nresource \"a_b\" \"c\" {\n v = local.a\n}", []string{"cycle local.a 2"}},
		"a broken block, and what may be declared in it": {
			"variable \"x\" {\n default = [\n}\nlocals {\n a = var.x\n}", []string{"hcl_syntax  3"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			out := run(t, Input{Files: map[string]string{"main.tf": test.main + "\n", "lib/main.tf": library}})
			var got []string
			for _, found := range out.Diagnostics {
				got = append(got, found.Message+" "+found.Arguments["name"]+" "+itoa(found.Range[0]))
			}
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("%v, not %v", got, test.want)
			}
		})
	}
}

func TestWhatIsWholeOfABrokenFile(t *testing.T) {
	out := run(t, Input{Files: map[string]string{"main.tf": `
resource "a_b" "before" {
  v = 1
}
resource "a_b" "broken" {
  v = <<E
}
resource "a_b" "after" {
  v = 2
}
`}})
	if got := out.addresses(); !reflect.DeepEqual(got, []string{"a_b.before", "a_b.after"}) {
		t.Errorf("%v", got)
	}
	if len(out.Diagnostics) != 1 || out.Diagnostics[0].Kind != "syntax" {
		t.Errorf("%v", out.Diagnostics)
	}
}

// TestLimits: each bomb gives its limit, and the harmless block beside it is still read.
func TestLimits(t *testing.T) {
	loops := "locals {\n r = range(1024)\n a = [for a in local.r : [for b in local.r : [for c in local.r : c]]]\n}\n"
	doubling := "locals {\n a0 = \"aaaaaaaaaaaaaaaa\"\n"
	for at := range 30 {
		doubling += " a" + itoa(at+1) + " = \"${local.a" + itoa(at) + "}${local.a" + itoa(at) + "}\"\n"
	}
	chain := "locals {\n c0 = 1\n"
	for at := range 2000 {
		chain += " c" + itoa(at+1) + " = local.c" + itoa(at) + "\n"
	}
	use := func(expression string) string { return "resource \"a_b\" \"use\" {\n v = " + expression + "\n}\n" }
	for name, test := range map[string]struct{ limit, text string }{
		"instances":          {"instancesPerBlock", "resource \"a_b\" \"many\" {\n count = 1000000\n}\n"},
		"nested loops":       {"expressionWork", loops + use("local.a")},
		"a product of sets":  {"expressionWork", use("setproduct(range(1000), range(1000), range(1000))")},
		"a wide format":      {"expressionWork", use(`format("%0999999999d", 1)`)},
		"a huge number":      {"valueSize", use("1e999999999")},
		"doubling texts":     {"valueSize", doubling + "}\n" + use("local.a30")},
		"a long chain":       {"referenceDepth", chain + "}\n" + use("local.c2000")},
		"deep brackets":      {"nesting", "locals {\n a = " + strings.Repeat("[", 500) + strings.Repeat("]", 500) + "\n}\n"},
		"hidden brackets":    {"nesting", "locals {\n a = " + strings.Repeat(`["]", `, 500) + strings.Repeat("]", 500) + "\n}\n"},
		"many operators":     {"nesting", "locals {\n a = " + strings.Repeat("!", 500) + "true\n}\n"},
		"many conditionals":  {"nesting", "locals {\n a = " + strings.Repeat("true ? 1 : ", 500) + "1\n}\n"},
		"a module in itself": {"moduleDepth", "module \"m\" {\n source = \"./lib\"\n}\n"},
		"modules of modules": {
			"moduleInstances", "module \"w\" {\n source = \"./wide\"\n count = 100\n}\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			out := run(t, Input{Files: map[string]string{
				"main.tf":      "resource \"a_b\" \"harmless\" {\n v = 1\n}\n" + test.text,
				"lib/main.tf":  "module \"again\" {\n source = \"../lib\"\n}\n",
				"wide/main.tf": "module \"n\" {\n source = \"./n\"\n count = 100\n}\n", "wide/n/main.tf": "locals {}\n",
			}})
			if got := out.values(t, "a_b.harmless")["v"]; got != 1.0 {
				t.Errorf("the harmless block says %v", got)
			}
			limits := map[string]bool{}
			for _, found := range out.Diagnostics {
				limits[found.Arguments["limit"]] = true
			}
			if !limits[test.limit] {
				t.Errorf("%v, not %s", out.Diagnostics, test.limit)
			}
		})
	}
}
