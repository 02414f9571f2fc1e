package survey

import (
	"encoding/json"
	"testing"
)

func TestFolders(t *testing.T) {
	out, _ := json.Marshal(Run(Input{Files: map[string]string{
		"live/main.tf":     "terraform {\n  backend \"s3\" {}\n}\nmodule \"a\" {\n  source = \"../modules/a\"\n}\n",
		"live/more.tf":     "module \"b\" {\n  source = \"acme/b/aws\"\n}\nmodule \"c\" {\n  source = \"../../outside\"\n}\n",
		"modules/a/x.tf":   "provider \"aws\" {\n}\nresource \"a_b\" \"c\" {\n",
		"indented/x.tf":    "  module \"a\" {\n    source = \"../live\"\n  }\n  terraform {\n    cloud {}\n  }\n",
		"json/x.tf.json":   `{"module": {"a": {"source": "./sub"}}, "terraform": {"backend": {"local": {}}}}`,
		"heredoc/x.tf":     "locals {\n  text = <<E\nmodule \"no\" {\n  source = \"./no\"\n}\nE\n}\n",
		"reading/x.tf":     "locals {\n  a = file(\"${path.module}/a.json\")\n  b = file(\"b.json\")\n}\n",
		"required/main.tf": "terraform {\n  required_providers {\n    aws = {}\n  }\n}\n",
	}}))
	want := `{"heredoc":{"calls":[],"backend":false,"provider":false},` +
		`"indented":{"calls":["live"],"backend":true,"provider":false},` +
		`"json":{"calls":["json/sub"],"backend":true,"provider":false},` +
		`"live":{"calls":["modules/a"],"backend":true,"provider":false},` +
		`"modules/a":{"calls":[],"backend":false,"provider":true},` +
		`"reading":{"calls":[],"backend":false,"provider":false,"reads":{"module":["reading/a.json"],"root":["b.json"]}},` +
		`"required":{"calls":[],"backend":false,"provider":false}}`
	if string(out) != want {
		t.Errorf("%s", out)
	}
}
