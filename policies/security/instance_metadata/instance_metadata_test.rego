package security.instance_metadata_test

import data.security.instance_metadata

_with(parameters, address, type, object, unknown) := {[finding.messageId, finding.path] |
	some finding in instance_metadata.findings with input as {"resources": [{"id": "m", "address": address, "type": type, "object": object, "unknown": unknown}]}
		with data.parameters as {"SEC-044": parameters}
}

_found(type, object, unknown) := _with({"hopsMax": 2, "requiredByAccount": false}, "m", type, object, unknown)

_tokens := ["metadata_options", 0, "http_tokens"]

test_requests_without_a_token_are_found if {
	every type in ["aws_instance", "aws_launch_template", "aws_launch_configuration"] {
		_found(type, {"metadata_options": [{"http_tokens": "optional"}]}, {}) == {["without_token", _tokens]}
		_found(type, {"metadata_options": [{"http_tokens": "required"}]}, {}) == set()
		_found(type, {}, {}) == {["not_said", _tokens]}
	}
	_found("karpenter.k8s.aws/EC2NodeClass", {"metadata": {"name": "c"}, "spec": {"metadataOptions": {"httpTokens": "optional"}}}, {}) == {["without_token", ["spec", "metadataOptions", "httpTokens"]]}
	_found("eksctl.io/ClusterConfig", {"metadata": {"name": "c"}, "managedNodeGroups": [{}, {"disableIMDSv1": false}]}, {}) == {["without_token", ["managedNodeGroups", 1, "disableIMDSv1"]]}
}

test_what_asks_for_tokens_by_itself_is_quiet if {
	_found("aws_instance", {"instance_type": "m8g.large"}, {}) == set()
	_found("aws_instance", {"instance_type": "m7i.large"}, {}) == {["not_said", _tokens]}
	_found("aws_instance", {"launch_template": [{"id": "lt-1"}]}, {}) == set()
	_found("aws_launch_template", {"image_id": "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"}, {}) == set()
	_found("karpenter.k8s.aws/EC2NodeClass", {"metadata": {"name": "c"}, "spec": {}}, {}) == set()
	_with({"hopsMax": 2, "requiredByAccount": false}, "module.a:aws_launch_template", "aws_launch_template", {}, {}) == set()
	_with({"hopsMax": 2, "requiredByAccount": true}, "m", "aws_instance", {}, {}) == set()
}

test_a_service_that_is_off_gives_nothing_out if {
	_found("aws_instance", {"metadata_options": [{"http_endpoint": "disabled", "http_tokens": "optional"}]}, {}) == set()
}

test_many_hops_are_found if {
	_found("aws_instance", {"metadata_options": [{"http_tokens": "required", "http_put_response_hop_limit": 3}]}, {}) == {["hops", ["metadata_options", 0, "http_put_response_hop_limit"]]}
	_found("aws_instance", {"metadata_options": [{"http_tokens": "required", "http_put_response_hop_limit": "2"}]}, {}) == set()
}

test_unknown_options_are_open_once if {
	_found("aws_instance", {}, {"/metadata_options": true}) == {["unknown", ["metadata_options"]]}
	_found("aws_instance", {"metadata_options": [{}]}, {"/metadata_options/0/http_tokens": true, "/metadata_options/0/http_put_response_hop_limit": true}) == {["unknown", _tokens]}
}
