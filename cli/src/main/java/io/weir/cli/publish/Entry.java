package io.weir.cli.publish;

/**
 * One record on its way.
 *
 * @param id counted from 1, in the order of the input
 * @param place where it stands in the input, for the user
 * @param value not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Entry(long id, String place, byte[] value) {}
