# METADATA
# title: Versions of database engines
# description: How many numbers of an engine's version name its major version.
# scope: package
package lib.engine_version

# fields has the argument that holds the version, by type.
fields := {
	"aws_db_instance": "engine_version",
	"aws_rds_cluster": "engine_version",
	"aws_rds_global_cluster": "engine_version",
	"aws_docdb_cluster": "engine_version",
	"aws_neptune_cluster": "engine_version",
	"aws_elasticache_cluster": "engine_version",
	"aws_elasticache_replication_group": "engine_version",
	"aws_memorydb_cluster": "engine_version",
	"aws_mq_broker": "engine_version",
	"aws_opensearch_domain": "engine_version",
	"aws_elasticsearch_domain": "elasticsearch_version",
	"aws_msk_cluster": "kafka_version",
}

# major is what names the major version: 15 of PostgreSQL 15.4, 8.0 of MySQL 8.0.35, 9.6 of PostgreSQL 9.6.1.
major(engine, version) := concat(".", array.slice(numbers_of, 0, _length(engine, numbers_of))) if {
	numbers_of := split(regex.find_all_string_submatch_n(`[0-9]+(?:\.[0-9]+)*`, version, 1)[0][0], ".")
}

_length(engine, _) := 2 if _two_numbers(engine)

_length(engine, numbers_of) := 2 if {
	_postgres(engine)
	to_number(numbers_of[0]) < 10
}

_length(engine, numbers_of) := 1 if {
	_postgres(engine)
	to_number(numbers_of[0]) >= 10
}

_length(engine, _) := 1 if {
	not _postgres(engine)
	not _two_numbers(engine)
}

_postgres(engine) if contains(engine, "postgres")

_two_numbers(engine) if {
	some word in ["mysql", "mariadb", "neptune", "docdb", "aurora"]
	contains(engine, word)
	not _postgres(engine)
}

# product is what stands before the numbers: `OpenSearch_` of OpenSearch_2.11.
product(version) := regex.find_all_string_submatch_n(`^[^0-9]*`, version, 1)[0][0]
