package io.dbmigration.e2e.prisma;

/**
 * One aspect in which dbm is meant to differ.
 *
 * @param from the number of the command, from 1, after which it must show; it may show after all later ones
 */
record Difference(Deliberate why, Opponent against, int from, Aspect aspect) {

    boolean covers(Finding finding) {
        return finding.against() == against && finding.aspect() == aspect && finding.command() >= from;
    }

    boolean showsIn(Finding finding) {
        return covers(finding) && finding.command() == from;
    }
}
