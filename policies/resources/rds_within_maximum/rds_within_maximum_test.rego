package resources.rds_within_maximum_test

import data.resources.rds_within_maximum

_database(type, object, unknown) := {
	"id": "d",
	"address": concat(".", [type, "d"]),
	"type": type,
	"object": object,
	"unknown": unknown,
}

_parameters := {"maxSize": "4xlarge", "maxStorageGb": 1000, "maxCapacityUnits": 16}

_found(resource) := _found_with(resource, _parameters)

_found_with(resource, parameters) := {[finding.messageId, finding.path, object.get(finding, ["fix", "value"], "")] |
	some finding in rds_within_maximum.findings with input as {"resources": [resource]}
		with data.parameters as {"RES-020": parameters}
}

test_a_machine_above_the_size_is_found if {
	_found(_database("aws_db_instance", {"instance_class": "db.r6g.8xlarge"}, {})) == {["size", ["instance_class"], ""]}
	_found(_database("aws_rds_cluster_instance", {"instance_class": "db.x2iedn.metal"}, {})) == {["size", ["instance_class"], ""]}
	_found(_database("aws_rds_cluster", {"db_cluster_instance_class": "db.m5d.24xlarge"}, {})) == {["size", ["db_cluster_instance_class"], ""]}
}

test_a_machine_up_to_the_size_is_quiet if {
	every size in ["micro", "large", "xlarge", "2xlarge", "4xlarge"] {
		_found(_database("aws_db_instance", {"instance_class": concat(".", ["db.r6g", size])}, {})) == set()
	}
	_found(_database("aws_rds_cluster_instance", {"instance_class": "db.serverless"}, {})) == set()
}

test_a_class_that_is_not_listed_is_found_once if {
	parameters := {"maxSize": "4xlarge", "allowedClasses": ["db.t4g.*", "db.r7*"]}
	_found_with(_database("aws_db_instance", {"instance_class": "db.m5.large"}, {}), parameters) == {["class", ["instance_class"], ""]}
	_found_with(_database("aws_db_instance", {"instance_class": "db.m5.24xlarge"}, {}), parameters) == {["size", ["instance_class"], ""]}
	_found_with(_database("aws_db_instance", {"instance_class": "db.t4g.large"}, {}), parameters) == set()
	_found_with(_database("aws_db_instance", {"instance_class": "db.r7g.large"}, {}), parameters) == set()
}

test_storage_counts_now_and_by_growing if {
	_found(_database("aws_db_instance", {"allocated_storage": 100, "max_allocated_storage": 16000}, {})) == {["growth", ["max_allocated_storage"], 1000]}
	_found(_database("aws_db_instance", {"allocated_storage": "2000"}, {})) == {["storage", ["allocated_storage"], ""]}
	_found(_database("aws_db_instance", {"allocated_storage": 1000, "max_allocated_storage": 0}, {})) == set()
}

test_serverless_databases_have_capacity_units if {
	_found(_database("aws_rds_cluster", {"serverlessv2_scaling_configuration": [{"max_capacity": 128}]}, {})) == {["capacity", ["serverlessv2_scaling_configuration", 0, "max_capacity"], ""]}
	_found(_database("aws_rds_cluster", {"serverlessv2_scaling_configuration": [{"max_capacity": 16}]}, {})) == set()
}

test_without_parameters_nothing_is_found if {
	_found_with(_database("aws_db_instance", {"instance_class": "db.r6g.16xlarge", "allocated_storage": 64000}, {"/max_allocated_storage": true}), {}) == set()
}

test_unknown_values_are_open if {
	_found(_database("aws_db_instance", {}, {"/instance_class": true})) == {["unknown", ["instance_class"], ""]}
	_found_with(_database("aws_db_instance", {}, {"/instance_class": true}), {"maxStorageGb": 1}) == set()
}
