package io.dbmigration.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.operator.testing.Migrations;
import org.junit.jupiter.api.Test;

/** Which changes of a resource start a pass. */
class ChangeFilterTest {

    private final ChangeFilter filter = new ChangeFilter();

    @Test
    void ourOwnStatusStartsNone() {
        var now = Migrations.basefly();
        now.getMetadata().setResourceVersion("8");

        assertThat(filter.accept(now, Migrations.basefly())).isFalse();
    }

    @Test
    void oneThatWasMadeAnewInAGapOfTheWatchStartsOne() {
        var now = Migrations.basefly();
        now.getMetadata().setUid("another");

        assertThat(filter.accept(now, Migrations.basefly())).isTrue();
    }
}
