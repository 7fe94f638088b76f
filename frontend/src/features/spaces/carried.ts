/** An invitation somebody opened before they had an account; this tab carries it through the sign-up. */
const KEY = 'toward.invitation'

export const carried = () => sessionStorage.getItem(KEY)
export const carry = (code: string) => sessionStorage.setItem(KEY, code)
export const putDown = () => sessionStorage.removeItem(KEY)
