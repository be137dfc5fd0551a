package io.dbmigration.e2e.prisma;

/** What a run of dbm alone is compared with. */
enum Opponent {
    SEVEN("Prisma 7"),
    SIX("Prisma 6"),
    /** dbm and Prisma 7 on one database, command by command; each end state must be that of one of them alone. */
    TURNS("in turns");

    private final String text;

    Opponent(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
