export { mayRead, type Reader, stampFor } from './message-audience.ts'
export { addMessage, messagesFor } from './messages.ts'
