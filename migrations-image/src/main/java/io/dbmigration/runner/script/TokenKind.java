package io.dbmigration.runner.script;

/** What the lexer tells apart; more is not needed to split a script and to know its kind. */
enum TokenKind {
    /** An unquoted identifier or keyword. */
    WORD,
    QUOTED_IDENTIFIER,
    /** {@code '…'} with any prefix. */
    STRING,
    /** {@code $tag$…$tag$}. */
    DOLLAR_STRING,
    /** Digits, or a parameter such as {@code $1}. */
    NUMBER,
    SEMICOLON,
    OPEN_PAREN,
    CLOSE_PAREN,
    /** A {@code \} outside quotes: never SQL, always meant for psql. */
    BACKSLASH,
    /** Any other single character. */
    SYMBOL,
    END
}
