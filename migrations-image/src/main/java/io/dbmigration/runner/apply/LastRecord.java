package io.dbmigration.runner.apply;

import io.dbmigration.contract.RunResult.Notice;
import java.util.List;

/** Records a script that was run statement by statement, once all of it is done. */
interface LastRecord {

    Outcome finish(Attempt attempt, List<Notice> notices);
}
