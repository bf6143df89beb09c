"""The kinds of problem this service answers with: their statuses, titles and help, in both languages."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of problem: what it is called, and what to do about it."""

    status: int
    title_en: str
    title_zh: str
    help_en: str
    help_zh: str


class Code(StrEnum):
    """The stable names of the problems; ``type`` ends with one of them."""

    MALFORMED = "malformed"
    MALFORMED_TEXT = "malformed_text"
    MALFORMED_JSON = "malformed_json"
    TOO_MANY_PARAMETERS = "too_many_parameters"
    UNKNOWN_PARAMETER = "unknown_parameter"
    INVALID_PARAMETER = "invalid_parameter"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    CONFLICT = "conflict"
    GONE = "gone"
    PRECONDITION_FAILED = "precondition_failed"
    TOO_LARGE = "too_large"
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type"
    INVALID = "invalid"
    REFUSED = "refused"
    PRECONDITION_REQUIRED = "precondition_required"
    INTERNAL = "internal"
    UNAVAILABLE = "unavailable"


PROBLEMS: dict[Code, Problem] = {
    Code.MALFORMED: Problem(
        400,
        "The request cannot be read",
        "无法读取请求",
        "Something in the address, the headers or the Host is not as HTTP asks. The detail says what.",
        "网址、请求头或主机名不符合 HTTP 的要求，详情见 detail。",
    ),
    Code.MALFORMED_TEXT: Problem(
        400,
        "Text that cannot be kept",
        "无法保存的文本",
        "Text is UTF-8 without control characters and lone surrogates. Remove the character that the detail names.",
        "文本须为 UTF-8，不含控制字符和不成对的代理字符。请去掉 detail 指出的字符。",
    ),
    Code.MALFORMED_JSON: Problem(
        400,
        "The body is not JSON",
        "正文不是 JSON",
        "Send one JSON value in UTF-8: no name twice in an object, no NaN, no endless number, at most 32 levels deep.",
        "请发送一个 UTF-8 编码的 JSON：对象中名称不重复，没有 NaN，没有过长的数字，嵌套不超过 32 层。",
    ),
    Code.TOO_MANY_PARAMETERS: Problem(
        400, "Too many parameters", "参数过多", "At most 100 parameters are read.", "最多读取 100 个参数。"
    ),
    Code.UNKNOWN_PARAMETER: Problem(
        400,
        "A parameter that nothing reads",
        "未知的参数",
        "A misspelt filter would show everything, so an unknown parameter is refused. The detail lists the valid ones.",
        "写错的筛选条件会显示全部内容，因此未知参数会被拒绝。detail 列出了有效的参数。",
    ),
    Code.INVALID_PARAMETER: Problem(
        400,
        "A parameter with a wrong value",
        "参数值有误",
        "errors[] names each parameter and says what its value may be.",
        "errors[] 指出每个参数以及它可以取的值。",
    ),
    Code.FORBIDDEN: Problem(
        403,
        "Not allowed with this link or key",
        "此链接或密钥无此权限",
        "A kept trip is changed through its edit link only.",
        "保存的行程只能通过编辑链接修改。",
    ),
    Code.NOT_FOUND: Problem(
        404,
        "There is no such thing here",
        "没有这个内容",
        "Check the address. The lists of the API show what there is.",
        "请检查网址。接口的列表会显示有哪些内容。",
    ),
    Code.METHOD_NOT_ALLOWED: Problem(
        405,
        "This address does not take that method",
        "此网址不接受该方法",
        "The Allow header names the methods that it takes.",
        "响应头 Allow 列出了可用的方法。",
    ),
    Code.CONFLICT: Problem(
        409,
        "It has changed in the meantime",
        "内容已发生变化",
        "Read it again and repeat the change on what it says now.",
        "请重新读取，然后在最新内容上再次修改。",
    ),
    Code.GONE: Problem(
        410,
        "It was here, and is gone for good",
        "内容已永久移除",
        "Forget the address, and stop polling it.",
        "请不要再使用或轮询这个网址。",
    ),
    Code.PRECONDITION_FAILED: Problem(
        412,
        "It is no longer what If-Match says",
        "与 If-Match 不符",
        "Read it again and send the new ETag.",
        "请重新读取，并发送新的 ETag。",
    ),
    Code.TOO_LARGE: Problem(
        413, "The body is too large", "正文过大", "A body has at most 65,536 bytes.", "正文最多 65,536 字节。"
    ),
    Code.UNSUPPORTED_MEDIA_TYPE: Problem(
        415,
        "The body is in a format that is not read",
        "不支持的正文格式",
        "Send JSON with `Content-Type: application/json`.",
        "请发送 JSON，并带上 `Content-Type: application/json`。",
    ),
    Code.INVALID: Problem(
        422,
        "Some fields are wrong",
        "部分字段有误",
        "errors[] names each field by its JSON pointer, and says what it should hold.",
        "errors[] 用 JSON 指针指出每个字段以及它应有的内容。",
    ),
    Code.REFUSED: Problem(
        422,
        "It cannot be done as asked",
        "无法按要求完成",
        "The request is well formed, but a rule forbids it. `code` names the rule, the detail says what would help.",
        "请求格式正确，但有规则不允许。`code` 是规则的名称，detail 说明怎样可以。",
    ),
    Code.PRECONDITION_REQUIRED: Problem(
        428,
        "If-Match is missing",
        "缺少 If-Match",
        "Read it first, and send its ETag as If-Match, so that nobody's newer change is lost.",
        "请先读取，并把它的 ETag 作为 If-Match 发送，以免覆盖别人较新的修改。",
    ),
    Code.INTERNAL: Problem(
        500,
        "Something broke here",
        "服务内部出错",
        "It is our fault, not yours. Tell the operator the trace_id.",
        "这是我们的问题。请把 trace_id 告诉运营者。",
    ),
    Code.UNAVAILABLE: Problem(
        503,
        "Not ready for the moment",
        "暂时不可用",
        "Try again after the seconds that Retry-After names. A change that was not acknowledged may not be kept.",
        "请按 Retry-After 的秒数稍后再试。没有得到确认的修改可能没有保存。",
    ),
}

BY_STATUS: dict[int, Code] = {PROBLEMS[code].status: code for code in reversed(Code)} | {
    400: Code.MALFORMED,
    422: Code.INVALID,
}
