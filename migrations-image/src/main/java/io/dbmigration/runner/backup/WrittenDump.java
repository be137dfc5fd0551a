package io.dbmigration.runner.backup;

/**
 * A dump as it went to the disk.
 *
 * @param size in bytes
 * @param sha256 64 hex digits
 */
record WrittenDump(long size, String sha256) {}
