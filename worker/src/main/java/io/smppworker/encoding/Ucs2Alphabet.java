package io.smppworker.encoding;

/** UCS-2: a unit is a UTF-16 unit, sent as two octets. Stateless. */
record Ucs2Alphabet() implements Alphabet {
    @Override
    public int dataCoding() {
        return 8;
    }

    @Override
    public String title() {
        return "UCS-2";
    }

    @Override
    public byte[] headerElements() {
        return new byte[0];
    }

    @Override
    public int width(int codePoint) {
        boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return surrogate ? 0 : Character.charCount(codePoint);
    }

    @Override
    public int capacity(int headerOctets) {
        return (MOST_OCTETS - headerOctets) / 2;
    }

    @Override
    public byte[] encode(String text, int headerOctets) {
        return Ucs2.encode(text);
    }
}
