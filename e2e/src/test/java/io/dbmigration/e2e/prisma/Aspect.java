package io.dbmigration.e2e.prisma;

/** What is compared after a command. */
enum Aspect {
    EXIT("exit status"),
    CODE("P-code"),
    ROWS("rows"),
    LOGS("logs"),
    DIAGNOSIS("diagnosis"),
    SCHEMA("schema"),
    DATA("data");

    private final String text;

    Aspect(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
