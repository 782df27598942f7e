/// A half-open range of byte offsets into the bytes of one document.
package typealias ByteRange = Range<Int>
